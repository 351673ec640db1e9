/**
 * The model of a user: the aggregate {@link org.userphone.domain.user.User}, the events that are
 * its history, the ports that store and find users, and the conditions that a search can set.
 */
package org.userphone.domain.user;
