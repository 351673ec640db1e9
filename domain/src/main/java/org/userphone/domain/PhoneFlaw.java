package org.userphone.domain;

/** What is wrong with a phone number that is refused as invalid. */
public enum PhoneFlaw {
    /** No number of the country has so few digits. */
    TOO_SHORT("The number has too few digits for its country"),
    /** No number of the country has so many digits. */
    TOO_LONG("The number has too many digits for its country"),
    /** The country has shorter numbers and longer ones, but none of this length. */
    LENGTH("No number of the country has this many digits"),
    /** The number begins with a calling code that no country has, or needs one. */
    COUNTRY_CODE("The number has no calling code of a country"),
    /** The text is no phone number, or not clearly one. */
    NOT_A_NUMBER("The text is not a phone number, or holds more than one");

    private final String sentence;

    PhoneFlaw(String sentence) {
        this.sentence = sentence;
    }

    /** The flaw in words, without a full stop. */
    public String sentence() {
        return sentence;
    }
}
