package org.userphone.domain.settings;

/**
 * A setting and its value now.
 *
 * @param key such as {@code userphone.sms.poll}
 * @param value as it is written; empty if nothing is set, or if it is not shown. Credentials in a
 *     URL are left out
 * @param isSecret whether the value is not shown
 */
public record SettingInForce(String key, String value, boolean isSecret, SettingSource source) {}
