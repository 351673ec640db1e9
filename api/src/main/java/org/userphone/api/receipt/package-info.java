/**
 * Where SMS providers send receipts over HTTP. These requests are no calls of the contract: the
 * provider decides what they look like.
 */
package org.userphone.api.receipt;
