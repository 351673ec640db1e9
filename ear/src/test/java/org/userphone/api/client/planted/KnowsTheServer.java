package org.userphone.api.client.planted;

import org.userphone.api.UserCalls;

class KnowsTheServer {

    UserCalls calls;
}
