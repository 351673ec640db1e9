/** The calls of the API that the pages make, as requests: verb, path and body. */
const id = encodeURIComponent;
const user = (userId) => `/v2/users/${id(userId)}`;
const message = (messageId) => `/admin/v1/sms/messages/${id(messageId)}`;
const TEXT_SERVICES = { instance: "admin", organization: "management" };
const provider = (providerId) => `/admin/v1/sms/${id(providerId)}`;
const request = (verb, path, body) => ({ verb, path, body });

export const getMe = () => request("GET", "/userphone/v1/me");

export const listUsers = (queries, limit) => request("POST", "/v2/users", { query: { limit }, queries });
export const getUser = (userId) => request("GET", user(userId));
export const getPhoneCode = (userId) => request("GET", `${user(userId)}/phone/code`);
export const listPhoneMessages = (userId, offset = 0) =>
  request("GET", `${user(userId)}/phone/messages${offset ? `?offset=${offset}` : ""}`);
export const listEvents = (userId) =>
  request("POST", "/admin/v1/events/_search", { aggregateId: userId, aggregateTypes: ["user"], limit: 200 });
export const searchEvents = (filter) => request("POST", "/admin/v1/events/_search", filter);

export const getSystem = () => request("GET", "/admin/v1/system");
export const listSettings = () => request("POST", "/admin/v1/settings/_search", {});
export const listIssuers = () => request("GET", "/admin/v1/issuers");
export const listKeyUse = () => request("GET", "/admin/v1/keys");
export const checkToken = (token) => request("POST", "/admin/v1/tokens/_check", { token });

const text = (scope, language) => `/${TEXT_SERVICES[scope]}/v1/text/message/verifyphone/${id(language)}`;
export const getText = (scope, language) => request("GET", text(scope, language));
export const setText = (scope, language, words) => request("PUT", text(scope, language), { text: words });
export const resetText = (scope, language) => request("DELETE", text(scope, language));
export const listTextEvents = (owner, type) =>
  request("POST", "/admin/v1/events/_search", { aggregateId: owner, eventTypes: [type] });

/** @param content a file, or a piece of it that is a file itself */
export const importFile = (content, { format, dryRun }) =>
  request("POST", `/userphone/v1/users/_import?format=${format}&dryRun=${dryRun}`, content);

export const setPhone = (userId, phone, verification) =>
  request("POST", `${user(userId)}/phone`, { phone, ...verification });
export const resendPhoneCode = (userId, verification) => request("POST", `${user(userId)}/phone/resend`, verification);
export const vouchForPhone = (userId) =>
  request("PUT", `/v2/users/human/${id(userId)}`, { phone: { isVerified: true } });
export const removePhone = (userId) => request("DELETE", `${user(userId)}/phone`);
export const changeState = (userId, verb) => request("POST", `${user(userId)}/${verb}`, {});
export const deleteUser = (userId) => request("DELETE", user(userId));

export const exportUser = (userId, afterSequence) =>
  request("GET", `/userphone/v1/users/${id(userId)}/_export${afterSequence ? `?afterSequence=${afterSequence}` : ""}`);

export const searchMessages = (filters) => request("POST", "/admin/v1/sms/messages/_search", filters);
export const sendMessage = (messageId, provider) =>
  request("POST", `${message(messageId)}/_send`, provider ? { provider } : {});
export const giveUpMessage = (messageId) => request("POST", `${message(messageId)}/_give_up`, {});

export const searchStatistics = (query) => request("POST", "/admin/v1/sms/statistics/_search", query);
export const listUsage = (since) => request("POST", "/admin/v1/sms/usage/_search", { since });

export const listProviderStatus = () => request("GET", "/admin/v1/sms/_status");
export const listProviders = () => request("POST", "/admin/v1/sms/_search", {});
export const addProvider = (kind, config) => request("POST", `/admin/v1/sms/${kind}`, config);
export const updateProvider = (kind, providerId, config) =>
  request("PUT", `/admin/v1/sms/${kind}/${id(providerId)}`, config);
export const changeToken = (providerId, token) =>
  request("PUT", `/admin/v1/sms/twilio/${id(providerId)}/token`, { token });
export const activateProvider = (providerId) => request("POST", `${provider(providerId)}/_activate`, {});
export const deactivateProvider = (providerId) => request("POST", `${provider(providerId)}/_deactivate`, {});
export const removeProvider = (providerId) => request("DELETE", provider(providerId));
export const testProvider = (providerId, phone) => request("POST", `${provider(providerId)}/_test`, { phone });
export const orderProviders = (providers) => request("PUT", "/admin/v1/sms/_order", { providers });

export const listLimits = () => request("GET", "/admin/v1/limits");
export const checkLimits = (question) => request("POST", "/admin/v1/limits/_check", question);
export const searchCounts = (filter) => request("POST", "/admin/v1/limits/counts/_search", filter);
export const clearCount = (count) => request("POST", "/admin/v1/limits/counts/_clear", { count });
