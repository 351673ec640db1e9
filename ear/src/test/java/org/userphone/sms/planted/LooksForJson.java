package org.userphone.sms.planted;

import jakarta.json.Json;

class LooksForJson {

    String nothing() {
        return Json.createObjectBuilder().build().toString();
    }
}
