import createFetchClient from "openapi-fetch";

export function createClient({ token, ...options }) {
  const client = createFetchClient(options);
  client.use({
    async onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${await token()}`);
      return request;
    },
  });
  return client;
}

export function refusal({ code = 0, message = "", details = [] }) {
  const detail = (type) => details.find((one) => one["@type"]?.endsWith(`/${type}`)) ?? {};
  const { id, message: said } = detail("zitadel.v1.ErrorDetail");
  const { reason } = detail("google.rpc.ErrorInfo");
  const { retryDelay = "0s" } = detail("google.rpc.RetryInfo");
  const { fieldViolations = [] } = detail("google.rpc.BadRequest");
  return { code, message: said ?? message, id, reason, retryAfter: parseFloat(retryDelay), fields: fieldViolations };
}
