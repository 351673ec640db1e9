package org.userphone.domain.code.planted;

import org.userphone.domain.user.User;

/** Breaks THE_DOMAIN_HAS_FLOORS: a code stands below the user. */
record KnowsTheUser(User user) {}
