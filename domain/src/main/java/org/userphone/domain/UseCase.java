package org.userphone.domain;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import jakarta.transaction.Transactional;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * One thing that a caller or a worker can ask for: a class whose public methods are one transaction
 * each. A rejection rolls it back, unless the method says otherwise.
 */
@Stereotype
@Dependent
@Transactional
@Commits
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface UseCase {}
