package org.userphone.domain.settings;

/** Where the value of a setting comes from. */
public enum SettingSource {
    /** Nobody has set it: it is what the program ships with. */
    DEFAULT,
    /** A file, or the configuration of the application server. */
    FILE,
    ENVIRONMENT,
    /** A system property of the JVM, which the program itself sets for some settings. */
    SYSTEM_PROPERTY
}
