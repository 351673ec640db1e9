/**
 * The providers of SMS: those that operators configure, how they are changed while the program
 * runs, and which of them are asked for which numbers.
 */
package org.userphone.domain.provider;
