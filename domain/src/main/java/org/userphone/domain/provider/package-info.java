/**
 * The SMS providers that operators configure while the program runs: adding, changing, ordering and
 * testing them, and the numbers that each is used for.
 */
package org.userphone.domain.provider;
