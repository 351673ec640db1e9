// A certified OpenID provider as an identity provider has it. Prints its issuer; then reads the address of the console
// from its input, the only one that it sends people back to. Whoever signs in by a name gets the role that ROLES has for
// it. Access tokens live for TTL seconds. GET /renewals counts those that were renewed, POST /refuse ends that.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Provider } from "oidc-provider";

const { ORGANISATION, TTL } = process.env;
const ROLES = JSON.parse(process.env.ROLES);

const server = createServer();
await new Promise((listens) => server.listen(0, "127.0.0.1", listens));
const issuer = `http://127.0.0.1:${server.address().port}`;
console.log(issuer);
const key = {
  ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }),
  alg: "ES256",
  use: "sig",
  kid: "one",
};
const { d, ...publicKey } = key;
const answerKeys = (request, response) => response.end(JSON.stringify({ keys: [publicKey] }));
server.on("request", answerKeys); // which the program reads when it starts
const { value: console_ } = await createInterface({ input: process.stdin })[Symbol.asyncIterator]().next();

let renewals = 0;
let isRefusing = false;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "userphone-console",
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token"],
      redirect_uris: [console_],
      post_logout_redirect_uris: [console_],
    },
  ],
  jwks: { keys: [key] },
  clientDefaults: { id_token_signed_response_alg: "ES256" },
  pkce: { required: () => true },
  clientBasedCORS: (context, origin) => origin === new URL(console_).origin,
  issueRefreshToken: async (context, client) => client.grantTypeAllowed("refresh_token"),
  features: {
    resourceIndicators: {
      enabled: true,
      defaultResource: () => "urn:userphone",
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: "",
        audience: "userphone",
        accessTokenFormat: "jwt",
        accessTokenTTL: Number(TTL),
        jwt: { sign: { alg: "ES256" } },
      }),
    },
  },
  extraTokenClaims: (context, { accountId }) => ({
    groups: [ROLES[accountId]].filter(Boolean),
    "urn:zitadel:iam:user:resourceowner:id": ORGANISATION,
  }),
});
provider.on("grant.success", ({ oidc }) => (renewals += oidc.params.grant_type === "refresh_token" ? 1 : 0));

const answer = provider.callback();
server.off("request", answerKeys);
server.on("request", (request, response) => {
  if (request.url === "/renewals") {
    response.end(String(renewals));
  } else if (request.url === "/refuse") {
    isRefusing = true;
    response.end();
  } else if (isRefusing && request.url === "/token" && request.method === "POST") {
    response.setHeader("Access-Control-Allow-Origin", new URL(console_).origin);
    response.statusCode = 400;
    response.end('{"error":"invalid_grant"}');
  } else {
    answer(request, response);
  }
});
