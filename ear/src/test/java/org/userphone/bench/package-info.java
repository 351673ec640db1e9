/**
 * How fast the packaged program is, on every wire form side by side, and that it loses no answer.
 * {@link org.userphone.bench.Bench} is the way in; no build but that of the profile {@code bench}
 * runs it.
 */
package org.userphone.bench;
