package org.userphone.api.metrics;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Marks a class whose public methods are calls of the contract, which {@link CallTimer} measures.
 */
@InterceptorBinding
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface Measured {}
