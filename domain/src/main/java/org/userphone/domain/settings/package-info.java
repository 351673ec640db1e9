/**
 * What the domain takes from MicroProfile Config: the only package of the domain that knows that
 * settings exist, and the one that makes the beans which depend on them.
 */
package org.userphone.domain.settings;
