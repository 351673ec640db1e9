/**
 * Twilio: its Messages API, which sends texts of ours and reports on them by HTTP, and its Verify
 * API, which makes, sends and checks codes.
 */
package org.userphone.sms.twilio;
