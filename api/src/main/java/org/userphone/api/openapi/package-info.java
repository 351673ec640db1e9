/**
 * Writes the OpenAPI document, derived from the messages, the resources and the refusals
 * themselves. The build runs it and leaves it out of the WAR, so that no server needs MicroProfile
 * OpenAPI.
 */
package org.userphone.api.openapi;
