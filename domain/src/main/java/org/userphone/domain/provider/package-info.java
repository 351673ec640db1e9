/**
 * The providers of SMS: which there are, which of them are asked for which countries and in what
 * order. Operators change this while the program runs; what they did is kept as events.
 */
package org.userphone.domain.provider;
