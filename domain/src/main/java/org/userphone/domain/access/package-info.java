/**
 * Who calls and what they may do: callers, their permissions, and the organisations in which these
 * hold.
 */
package org.userphone.domain.access;
