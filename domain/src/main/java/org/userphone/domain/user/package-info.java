/**
 * The user: the aggregate {@link org.userphone.domain.user.User}, the events that are its history,
 * and what a caller can ask for.
 */
package org.userphone.domain.user;
