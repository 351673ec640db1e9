package org.userphone.domain;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A bean of which there is one for the whole application, without a client proxy: unlike {@code
 * ApplicationScoped} it needs no second constructor, and unlike a bare {@code Singleton} it is
 * found where only annotated classes are beans.
 */
@Stereotype
@Singleton
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface ApplicationSingleton {}
