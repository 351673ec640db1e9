package org.userphone.domain.planted;

import jakarta.json.JsonObject;

class ReadsJson {

    JsonObject json;
}
