// KeyService through the wire: keys made, told, limited, revoked, and what they used, over a restart.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Code, type ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { BudgetKind, BudgetOwner, BudgetWindow, KeyService, KeyState } from "@grok/protocol";
import { TestServer } from "./test-server.ts";

after(() => TestServer.disposeAll());
const server = await TestServer.start();
const { keys } = server.clients();
const day = 86_400_000n;

test("a key is made, told once, listed without its text, changed, blocked and revoked", async () => {
  const before = await keys.listKeys({});
  assert.deepEqual([before.keys.length, before.keyless], [0, true]);
  assert.deepEqual(
    before.plans.map(({ title }) => title),
    ["Unlimited", "Free", "Premium+", "SuperGrok"],
  );
  const expiresAtMs = BigInt(Date.now()) + day;
  const { key, secret } = await keys.createKey({
    name: " notebook ",
    plan: "free",
    expiresAtMs,
    limits: { tokens: { month: 1_000n } },
  });
  assert.match(secret, /^xai-[0-9A-Za-z]{49}$/);
  assert.deepEqual(
    [key?.name, key?.userId, key?.plan, key?.state, key?.expiresAtMs],
    ["notebook", "owner", "free", KeyState.ACTIVE, expiresAtMs],
  );
  const listed = await keys.listKeys({});
  assert.ok(
    !JSON.stringify(listed, (_k, v) => (typeof v === "bigint" ? String(v) : v)).includes(secret.slice(4, 40)),
  );
  assert.equal(listed.keyless, false);
  assert.deepEqual(
    listed.keys[0]?.budgets.map(({ owner, kind, window, limit }) => [owner, kind, window, limit]),
    [
      [BudgetOwner.KEY, BudgetKind.TOKENS, BudgetWindow.MONTH, 1_000n],
      [BudgetOwner.USER, BudgetKind.REQUESTS, BudgetWindow.MINUTE, 10n],
      [BudgetOwner.USER, BudgetKind.REQUESTS, BudgetWindow.DAY, 200n],
      [BudgetOwner.USER, BudgetKind.TOKENS, BudgetWindow.MINUTE, 20_000n],
      [BudgetOwner.USER, BudgetKind.TOKENS, BudgetWindow.DAY, 200_000n],
      [BudgetOwner.USER, BudgetKind.TOKENS, BudgetWindow.MONTH, 3_000_000n],
    ],
  );
  const { id } = key!;
  const changed = await keys.updateKey({
    id,
    name: "desk",
    plan: "supergrok",
    expiresAtMs: 0n,
    limits: {},
    blocked: true,
    acls: ["api-key:model:grok-mini", "api-key:endpoint:*"],
  });
  assert.deepEqual(
    [
      changed.key?.name,
      changed.key?.plan,
      changed.key?.state,
      changed.key?.expiresAtMs,
      changed.key?.acls[0],
    ],
    ["desk", "supergrok", KeyState.BLOCKED, 0n, "api-key:model:grok-mini"],
  );
  const unblocked = await keys.updateKey({ id, blocked: false });
  assert.deepEqual([unblocked.key?.state, unblocked.key?.name], [KeyState.ACTIVE, "desk"]);
  for (let n = 0; n < 2; n++) assert.equal((await keys.revokeKey({ id })).key?.state, KeyState.REVOKED);
  assert.equal((await keys.listKeys({})).keys.length, 0);
  assert.equal((await keys.listKeys({ revoked: true })).keys.length, 1);
  assert.equal((await keys.listKeys({})).keyless, false);
});

test("what cannot be is refused, with words that help", async () => {
  const { key } = await keys.createKey({ name: "x" });
  const { id } = key!;
  const refused: [() => Promise<unknown>, Code, string, RegExp][] = [
    [() => keys.createKey({ name: " " }), Code.InvalidArgument, "bad-input", /1 to 80 characters/],
    [() => keys.createKey({ name: "x", plan: "gold" }), Code.InvalidArgument, "bad-input", /unlimited, free/],
    [() => keys.createKey({ name: "x", userId: "<b>" }), Code.InvalidArgument, "bad-input", /user's name/],
    [
      () => keys.createKey({ name: "x", expiresAtMs: 5n }),
      Code.InvalidArgument,
      "bad-input",
      /still to come/,
    ],
    [() => keys.createKey({ name: "x", acls: ["all"] }), Code.InvalidArgument, "bad-input", /no right/],
    [
      () => keys.updateKey({ id, limits: { tokens: { day: -1n } } }),
      Code.InvalidArgument,
      "bad-input",
      /tokens a day/,
    ],
    [() => keys.updateKey({ id: "nope", name: "y" }), Code.NotFound, "not-found", /List the keys/],
    [() => keys.revokeKey({ id: "nope" }), Code.NotFound, "not-found", /List the keys/],
    [() => keys.getUsage({ days: 401 }), Code.InvalidArgument, "bad-message", /400 days/],
  ];
  for (const [call, code, errorCode, message] of refused)
    await assert.rejects(call, (error: ConnectError) => {
      assert.deepEqual([error.code, error.metadata.get("grok-error-code")], [code, errorCode], error.message);
      assert.match(error.rawMessage, message);
      return true;
    });
});

test("an API key opens nothing of the workspace", async () => {
  const locked = await TestServer.start({ config: { password: "correct horse" } });
  const bearer = (token: string) =>
    createClient(
      KeyService,
      createConnectTransport({
        baseUrl: locked.url,
        interceptors: [
          (next) => (request) => {
            request.header.set("authorization", `Bearer ${token}`);
            return next(request);
          },
        ],
      }),
    );
  const { secret } = await bearer("correct horse").createKey({ name: "x" });
  await assert.rejects(bearer(secret).listKeys({}), { code: Code.Unauthenticated });
});

test("keys and plans are there after a restart", async () => {
  const first = await TestServer.start();
  const { key } = await first.clients().keys.createKey({ name: "kept", userId: "ada", plan: "premium-plus" });
  await first.close();
  const second = await TestServer.start({ after: first });
  const [kept] = (await second.clients().keys.listKeys({})).keys;
  assert.deepEqual([kept?.id, kept?.userId, kept?.plan], [key!.id, "ada", "premium-plus"]);
  await second.close();
});
