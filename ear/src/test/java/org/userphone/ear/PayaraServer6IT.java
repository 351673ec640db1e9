package org.userphone.ear;

import java.nio.file.Path;

class PayaraServer6IT extends ServerContract {

    @Override
    ApplicationServer server(Path folder) {
        return new Payara("payara6", 17, folder);
    }
}
