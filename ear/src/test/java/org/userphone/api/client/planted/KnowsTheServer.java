package org.userphone.api.client.planted;

import org.userphone.api.call.UserCalls;

class KnowsTheServer {

    UserCalls calls;
}
