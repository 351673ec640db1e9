package org.userphone.domain.text;

import java.util.Optional;

/**
 * What a text can come to by the settings, for those who want to know before it is saved.
 *
 * @param code the code that takes the most room
 * @param expiry what {@link Variable#EXPIRY} says
 * @param domain what {@link Variable#DOMAIN} says; may be empty
 * @param ending what follows each text, its variables not filled; may be empty
 * @param maxSegments how many SMS a text may take
 * @param maxOctets how many octets it may have with its ending; empty if as many as fit
 * @param simplified whether typographic characters of texts are replaced
 */
public record TextRules(
        String code,
        String expiry,
        String domain,
        String ending,
        int maxSegments,
        Optional<Integer> maxOctets,
        boolean simplified) {}
