/** The providers of SMS: which of them are asked for which numbers. */
package org.userphone.domain.provider;
