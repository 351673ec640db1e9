package org.userphone.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A credential of ours at a provider. It masks itself wherever it might be printed. */
record Secret(String text) {

    byte[] bytes() {
        return text.getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "******";
    }
}
