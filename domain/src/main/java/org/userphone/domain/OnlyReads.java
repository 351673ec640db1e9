package org.userphone.domain;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Marks what begins a transaction, writes nothing and locks nothing. Each of its reads sees what is
 * committed when it begins, and takes one round trip to the database, as no transaction is to be
 * ended.
 */
@Documented
@Retention(RUNTIME)
@Target({TYPE, METHOD})
public @interface OnlyReads {}
