package org.userphone.ear;

import java.nio.file.Path;

class PayaraServer7IT extends ServerContract {

    @Override
    ApplicationServer server(Path folder) {
        return new Payara("payara7", 21, folder);
    }
}
