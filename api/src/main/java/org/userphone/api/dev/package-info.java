/**
 * Development mode, in which somebody tries userphone on their own machine: tokens without an
 * issuer, a demo user, and an inbox that shows the SMS. In any other mode these paths answer 404,
 * as unknown paths do.
 */
package org.userphone.api.dev;
