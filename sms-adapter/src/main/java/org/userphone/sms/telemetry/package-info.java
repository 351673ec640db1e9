/**
 * Traces by OpenTelemetry, exported by OTLP. Nothing outside this package knows OpenTelemetry,
 * whose classes are packaged under {@code org.userphone.sms.telemetry.io.opentelemetry}.
 */
package org.userphone.sms.telemetry;
