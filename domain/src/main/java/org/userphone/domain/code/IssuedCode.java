package org.userphone.domain.code;

import java.time.Duration;
import org.userphone.domain.secret.KeyedHash;

/** A code that has just been made: its text for the recipient, and the hash that is stored. */
public record IssuedCode(VerificationCode plain, KeyedHash hash, Duration lifetime) {}
