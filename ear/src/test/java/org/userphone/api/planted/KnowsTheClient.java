package org.userphone.api.planted;

import org.userphone.api.client.UserClient;

class KnowsTheClient {

    UserClient client;
}
