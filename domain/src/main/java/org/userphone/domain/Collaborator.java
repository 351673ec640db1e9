package org.userphone.domain;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A step of use cases that no caller can ask for by itself. It works in the transaction of the use
 * case that calls it, which alone decides what a rejection rolls back. A collaborator that is
 * called outside a transaction says so: it is {@code @Transactional} itself, and {@link Commits}.
 */
@Stereotype
@Dependent
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface Collaborator {}
