package org.userphone.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;

/** A log that keeps the levels of its entries. */
public final class RecordingLog implements System.Logger {

    private final List<Level> levels = new ArrayList<>();

    public List<Level> levels() {
        return List.copyOf(levels);
    }

    @Override
    public String getName() {
        return "recording";
    }

    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
        levels.add(level);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... values) {
        levels.add(level);
    }
}
