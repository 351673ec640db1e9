package org.userphone.domain.planted;

import org.userphone.domain.UseCase;

@UseCase
class ManyVerbs {

    private String state = "";

    public void set(String text) {
        state = text;
    }

    public String get() {
        return state;
    }

    public void clear() {
        state = "";
    }
}
