package org.userphone.domain.planted;

import java.util.random.RandomGenerator;

class ThrowsDice {

    double dice() {
        return Math.random() + RandomGenerator.getDefault().nextDouble();
    }
}
