package org.userphone.domain.planted;

import org.eclipse.microprofile.config.Config;

class ReadsConfiguration {

    Config config;
}
