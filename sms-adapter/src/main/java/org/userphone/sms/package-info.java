/**
 * What the rooms of the providers of SMS have in common.
 *
 * <p>Each kind of provider has a room of its own ({@code twilio}, {@code webhook}, {@code smpp})
 * with its settings, its sender and its receipts, and knows no other kind. A further kind is a
 * further room and one more line in {@code route.ProviderTypes}. The other rooms are {@code route},
 * which chooses among the providers, {@code http}, which several kinds need, and {@code outbox},
 * which sends what is due. {@code telemetry} exports traces, of SMS and of everything else.
 */
package org.userphone.sms;
