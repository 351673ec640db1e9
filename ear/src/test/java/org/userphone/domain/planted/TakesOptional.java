package org.userphone.domain.planted;

import java.util.Optional;

class TakesOptional {

    int length(Optional<String> text) {
        return text.map(String::length).orElse(0);
    }
}
