// The example of the README of the client for TypeScript, compiled, against the program in development mode. PROJECT is
// where it is, BASE the program.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { it } from "node:test";
import { pathToFileURL } from "node:url";

const { BASE, PROJECT } = process.env;
const { addPhone } = await import(`${PROJECT}/example.js`);
const { resolve } = createRequire(`${PROJECT}/example.js`);
const { createClient, refusal } = await import(pathToFileURL(resolve("@userphone/client")));

const USER = "300000000000000002";
const NUMBER = "+41791235101";
const token = async () => (await fetch(`${BASE}/dev/token?user=${USER}`)).text();
const users = createClient({ baseUrl: BASE, token });

async function codeFromInbox() {
  for (;;) {
    const messages = await (await fetch(`${BASE}/inbox.json`)).json();
    const message = messages.find(({ recipient }) => recipient === NUMBER);
    if (message) {
      return message.text.match(/\d{6}/)[0];
    }
    await new Promise((again) => setTimeout(again, 50));
  }
}

it("sets a number, tells a wrong code by its id, and verifies the number by the right one", async () => {
  await fetch(`${BASE}/dev/token`); // adds the user
  const asked = [];
  await addPhone(users, USER, "+41 79 123 51 01", async (message) => {
    asked.push(message);
    const code = await codeFromInbox();
    return asked.length > 1 ? code : code === "000000" ? "000001" : "000000";
  });
  assert.deepEqual(asked, ["Enter the code", "This code is wrong"]);
  const { data } = await users.GET("/v2/users/{userId}", { params: { path: { userId: USER } } });
  assert.deepEqual(data.user.human.phone, { phone: NUMBER, isVerified: true });
});

it("tells which field is wrong, and what the reason is", async () => {
  const params = { path: { userId: USER } };
  const { error } = await users.POST("/v2/users/{userId}/phone", { params, body: { phone: "12" } });
  const { id, code, reason } = refusal(error);
  assert.deepEqual({ id, code, reason }, { id: "PHONE-so0wa", code: 3, reason: "PHONE_INVALID" });
  const empty = await users.POST("/v2/users/{userId}/phone", { params, body: { phone: "" } });
  assert.deepEqual(
    refusal(empty.error).fields.map(({ field }) => field),
    ["phone"],
  );
  await assert.rejects(
    addPhone(users, USER, "12", async () => ""),
    /invalid/,
  );
});

it("tells when a call may be made again", () => {
  const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "29.5s" }];
  assert.equal(refusal({ code: 8, message: "m", details }).retryAfter, 29.5);
});
