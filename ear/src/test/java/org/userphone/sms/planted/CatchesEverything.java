package org.userphone.sms.planted;

class CatchesEverything {

    boolean runs(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
