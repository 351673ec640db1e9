// Runs in a browser, in a page of another origin: makes a call that succeeds and one that is refused, over gRPC-Web by
// ZITADEL's own client and over Connect, and posts what came of them to where the page is from.
import { ConnectError } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { createUserServiceClient } from "@zitadel/client/v2";
import { createClientTransport } from "@zitadel/client/web";
import { ErrorDetailSchema } from "@zitadel/proto/zitadel/message_pb.js";

const { http, token, user } = Object.fromEntries(new URLSearchParams(location.search));

const bearer = (next) => (request) => {
  request.header.set("Authorization", `Bearer ${token}`);
  return next(request);
};

async function outcome(call) {
  try {
    return await call();
  } catch (error) {
    const refused = ConnectError.from(error);
    return refused.findDetails(ErrorDetailSchema).map((detail) => detail.id).join() || `failed: ${refused.rawMessage}`;
  }
}

const outcomes = {};
for (const [name, transport] of Object.entries({
  grpcWeb: createClientTransport(token, { baseUrl: http }),
  connect: createConnectTransport({ baseUrl: http, interceptors: [bearer] }),
})) {
  const users = createUserServiceClient(transport);
  outcomes[name] = [
    await outcome(async () => (await users.getUserByID({ userId: user })).user.userId),
    await outcome(() => users.getUserByID({ userId: "unknown" })),
  ];
}
await fetch("/outcomes", { method: "POST", body: JSON.stringify(outcomes) });
