/**
 * What callers can ask of a user account, one use case each: add, read, list, update, delete and
 * lock users; set, verify, resend and remove their numbers. The decisions are made by the model in
 * {@link org.userphone.domain.user}.
 */
package org.userphone.domain.account;
