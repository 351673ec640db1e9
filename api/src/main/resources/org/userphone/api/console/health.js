/** How a provider of SMS is, from what ListSmsProviderStatus says: the key of a message, and a tone. */
import { stamp } from "./timeline.js";

/** @returns {tone, key}: the tone is good, wait, bad or plain */
export function light({ active, breaker = "", lastSuccess, lastError }) {
  if (!active) {
    return { tone: "plain", key: "providers.light.off" };
  }
  switch (breaker.replace("SMS_BREAKER_STATE_", "")) {
    case "OPEN":
      return { tone: "bad", key: "providers.light.open" };
    case "HALF_OPEN":
      return { tone: "wait", key: "providers.light.half-open" };
    default:
      return ofLast(lastSuccess, lastError);
  }
}

/** A provider that has refused a number works. */
function ofLast(success, error) {
  const isError = error && error.outcome !== "SMS_OUTCOME_REFUSED";
  if (isError && (!success || stamp(error.at) > stamp(success))) {
    return { tone: "wait", key: "providers.light.failing" };
  }
  return success || error
    ? { tone: "good", key: "providers.light.works" }
    : { tone: "plain", key: "providers.light.unused" };
}
