/**
 * What operators and tools ask over HTTP, and get alike on every application server: health,
 * metrics, and the OpenAPI document with its page.
 */
package org.userphone.api.observe;
