/**
 * The settings of the domain, read from MicroProfile Config, and the beans that depend on them. No
 * other package of the domain knows that settings exist.
 */
package org.userphone.domain.settings;
