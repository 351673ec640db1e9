package org.userphone.ear;

import java.nio.file.Path;

class GlassFish8IT extends ServerContract {

    @Override
    ApplicationServer server(Path folder) {
        return new Payara("glassfish8", 21, folder);
    }
}
