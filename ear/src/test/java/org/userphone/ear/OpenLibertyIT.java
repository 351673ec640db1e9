package org.userphone.ear;

import java.nio.file.Path;

class OpenLibertyIT extends ServerContract {

    @Override
    ApplicationServer server(Path folder) {
        return new OpenLiberty("openliberty", folder);
    }
}
