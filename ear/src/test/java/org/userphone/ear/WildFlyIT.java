package org.userphone.ear;

import java.nio.file.Path;

class WildFlyIT extends ServerContract {

    @Override
    ApplicationServer server(Path folder) {
        return new WildFly("wildfly-39.0.1.Final", folder);
    }
}
