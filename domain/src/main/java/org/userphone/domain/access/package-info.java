/** Who asks and what they may do; permissions hold everywhere or in one organisation. */
package org.userphone.domain.access;
