// What the types of the client refuse: each line has a mistake, or this file does not compile.
import { createClient, type Schemas } from "@userphone/client";

const users = createClient({ baseUrl: "http://localhost", token: () => "" });
const params = { path: { userId: "minnie" } };

// @ts-expect-error there is no such call
await users.POST("/v2/users/{userId}/telephone", { params });
// @ts-expect-error it is a text
await users.POST("/v2/users/{userId}/phone", { params, body: { phone: 41 } });
// @ts-expect-error nobody is named
await users.POST("/v2/users/{userId}/phone", { body: { phone: "+41791234567" } });
// @ts-expect-error it is called verificationCode
await users.POST("/v2/users/{userId}/phone/verify", { params, body: { code: "123456" } });
// @ts-expect-error there is no such state
export const state: Schemas["User"]["state"] = "USER_STATE_HAPPY";
// @ts-expect-error the token is missing
createClient({ baseUrl: "http://localhost" });
