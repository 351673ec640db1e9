/**
 * HTTP to providers: requests that go only where they may, the reading of URLs, and the meaning of
 * answers.
 */
package org.userphone.sms.http;
