package org.userphone.domain;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Marks classes whose methods may be the ones that commit a transaction. If the commit fails, their
 * caller gets the reason as the database told it, which transaction managers keep to themselves.
 */
@InterceptorBinding
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface Commits {}
