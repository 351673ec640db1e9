/**
 * SMPP 3.4: sends over a session with an SMSC, the short message service centre of an operator, and
 * takes the receipts that come over the same session.
 */
package org.userphone.sms.smpp;
