package org.userphone.api.planted;

import org.userphone.api.planted.round.Back;

public class Forth {

    Back back;
}
