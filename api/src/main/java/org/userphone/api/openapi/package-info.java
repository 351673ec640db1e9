/**
 * The contract told to people and their tools: the OpenAPI document, derived from the messages, the
 * resources and the refusals themselves, and the page that shows it.
 */
package org.userphone.api.openapi;
