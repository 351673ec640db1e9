package org.userphone.api.planted.round;

import org.userphone.api.planted.Forth;

public class Back {

    Forth forth;
}
