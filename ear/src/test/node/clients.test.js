// The clients of the field, against the program that the environment names:
// HTTP (its base URL), GRPC (host:port), TOKEN (of an administrator), ORGANISATION, PROTO (the folder of the contract).
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, test } from "node:test";
import { Code, ConnectError } from "@connectrpc/connect";
import { compressionGzip, createConnectTransport, createGrpcTransport, createGrpcWebTransport } from "@connectrpc/connect-node";
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import { createServerTransport } from "@zitadel/client/node";
import { createUserServiceClient } from "@zitadel/client/v2";
import { createClientTransport } from "@zitadel/client/web";
import { ErrorDetailSchema } from "@zitadel/proto/zitadel/message_pb.js";
import { TextQueryMethod } from "@zitadel/proto/zitadel/object/v2/object_pb.js";

const { HTTP, GRPC, TOKEN, ORGANISATION, PROTO } = process.env;

const bearer = (next) => (request) => {
  request.header.set("Authorization", `Bearer ${TOKEN}`);
  return next(request);
};
const authorised = { interceptors: [bearer] };
const zipped = { sendCompression: compressionGzip, acceptCompression: [compressionGzip], compressMinBytes: 0 };

const transports = {
  "ZITADEL's client for servers (gRPC)": createServerTransport(TOKEN, { baseUrl: `http://${GRPC}` }),
  "ZITADEL's client for browsers (gRPC-Web)": createClientTransport(TOKEN, { baseUrl: HTTP }),
  "connect-node over gRPC, compressed": createGrpcTransport({ baseUrl: `http://${GRPC}`, ...authorised, ...zipped }),
  "connect-node over gRPC-Web, compressed": createGrpcWebTransport({ baseUrl: HTTP, httpVersion: "1.1", ...authorised, ...zipped }),
  "connect-node over Connect, JSON": createConnectTransport({ baseUrl: HTTP, httpVersion: "1.1", ...authorised }),
  "connect-node over Connect, binary and compressed": createConnectTransport({
    baseUrl: HTTP, httpVersion: "1.1", useBinaryFormat: true, ...authorised, ...zipped,
  }),
};

const newUser = (userId) => ({
  userId,
  organization: { org: { case: "orgId", value: ORGANISATION } },
  profile: { givenName: "Alice", familyName: "Example" },
  email: { email: `${userId}@example.com`, verification: { case: "isVerified", value: true } },
});
const returnCode = { case: "returnCode", value: {} };
const numberOf = (userId) => `+4179${userId.replace(/[^0-9]/g, "").concat("0000000").slice(0, 7)}`;

async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return ConnectError.from(error);
  }
  throw new assert.AssertionError({ message: "was not refused" });
}

for (const [name, transport] of Object.entries(transports)) {
  describe(name, () => {
    const users = createUserServiceClient(transport);

    test("a number is set, proved by its code and found", async () => {
      const userId = randomUUID();
      const phone = numberOf(userId);
      await users.addHumanUser(newUser(userId));

      const set = await users.setPhone({ userId, phone, verification: returnCode });
      await users.verifyPhone({ userId, verificationCode: set.verificationCode });
      const read = await users.getUserByID({ userId });
      const found = await users.listUsers({
        queries: [{ query: { case: "inUserIdsQuery", value: { userIds: [userId] } } },
          { query: { case: "emailQuery", value: { emailAddress: userId, method: TextQueryMethod.STARTS_WITH } } }],
      });

      assert.match(set.verificationCode, /^[A-Z0-9]{6}$/);
      assert.equal(set.details.sequence, 4n);
      assert.deepEqual([read.user.type.value.phone.phone, read.user.type.value.phone.isVerified], [phone, true]);
      assert.deepEqual(found.result.map((user) => user.userId), [userId]);
    });

    test("a refusal has its code, its text and its id", async () => {
      const userId = randomUUID();
      const phone = numberOf(userId);
      await users.addHumanUser({ ...newUser(userId), phone: { phone } });

      const error = await refusal(() => users.setPhone({ userId, phone }));

      assert.equal(error.code, Code.FailedPrecondition);
      assert.equal(error.rawMessage, "Phone not changed (COMMAND-Uch5e)");
      assert.deepEqual(error.findDetails(ErrorDetailSchema).map((detail) => detail.id), ["COMMAND-Uch5e"]);
    });

    test("a long answer arrives whole", async () => {
      await Promise.all(Array.from({ length: 10 }, () => users.addHumanUser(newUser(randomUUID()))));

      const { details, result } = await users.listUsers({ query: { limit: 1000 } });

      assert.ok(result.length > 9);
      assert.equal(BigInt(result.length), details.totalResult);
    });

    test("fifty calls at once are all answered, each its own", async () => {
      const ids = Array.from({ length: 50 }, () => randomUUID());

      const errors = await Promise.all(ids.map((userId) => refusal(() => users.verifyPhone({ userId, verificationCode: "A" }))));

      assert.deepEqual(errors.map((error) => error.code), ids.map(() => Code.NotFound));
    });

    test("a deadline ends what has no time left", async () => {
      const calls = Array.from({ length: 50 }, () => refusal(() => users.getUserByID({ userId: "any" }, { timeoutMs: 1 })));

      const codes = new Set((await Promise.all(calls)).map((error) => error.code));

      assert.ok(codes.delete(Code.DeadlineExceeded));
      codes.delete(Code.NotFound); // what was answered within a millisecond
      assert.deepEqual([...codes], []);
    });
  });
}

test("without a token every call is refused", async () => {
  for (const transport of [
    createGrpcTransport({ baseUrl: `http://${GRPC}` }),
    createGrpcWebTransport({ baseUrl: HTTP, httpVersion: "1.1" }),
    createConnectTransport({ baseUrl: HTTP, httpVersion: "1.1" }),
  ]) {
    const error = await refusal(() => createUserServiceClient(transport).getUserByID({ userId: "any" }));
    assert.equal(error.code, Code.Unauthenticated);
    assert.equal(error.rawMessage, "auth header missing");
  }
});

describe("grpc-js", () => {
  // The contract imports google/api/annotations.proto, which protobufjs brings along.
  const includeDirs = [PROTO, "node_modules/protobufjs"];
  const definition = loader.loadSync("zitadel/user/v2/user_service.proto", { includeDirs, longs: String });
  const { UserService } = grpc.loadPackageDefinition(definition).zitadel.user.v2;
  const users = new UserService(GRPC, grpc.credentials.createInsecure());
  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Bearer ${TOKEN}`);
  const call = (method, request, options = {}) =>
    new Promise((resolve, reject) =>
      users[method](request, metadata, options, (error, answer) => (error ? reject(error) : resolve(answer))));

  test("a number is set by our own contract and proved by its code", async () => {
    const userId = randomUUID();
    await call("addHumanUser", {
      userId,
      organization: { orgId: ORGANISATION },
      profile: { givenName: "Alice", familyName: "Example" },
      email: { email: `${userId}@example.com`, isVerified: true },
    });

    const set = await call("setPhone", { userId, phone: "079 123 45 67", returnCode: {} });
    const verified = await call("verifyPhone", { userId, verificationCode: set.verificationCode });

    assert.equal(verified.details.sequence, "5");
  });

  test("a refusal has its code, its text and its details", async () => {
    await assert.rejects(call("setPhone", { userId: "unknown", phone: "+41791234567" }), (error) => {
      assert.equal(error.code, grpc.status.NOT_FOUND);
      assert.equal(error.details, "Phone not found (COMMAND-ieJ2e)");
      assert.ok(error.metadata.get("grpc-status-details-bin")[0].includes("COMMAND-ieJ2e"));
      return true;
    });
  });

  test("a deadline that has passed ends the call", async () => {
    await assert.rejects(call("GetUserByID", { userId: "any" }, { deadline: Date.now() }), { code: grpc.status.DEADLINE_EXCEEDED });
    users.close();
  });
});
