package org.userphone.domain.code;

import java.time.Duration;
import org.userphone.domain.secret.KeyedHash;

/** A fresh code: what its receiver gets to read, and what is kept of it. */
public record IssuedCode(VerificationCode plain, KeyedHash hash, Duration lifetime) {}
