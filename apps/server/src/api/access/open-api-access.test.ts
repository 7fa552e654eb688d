import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { KeyWishes } from "@grok/access";
import { ApiError } from "../api-error.ts";
import { type OpenApiAccess, openApiAccess } from "./open-api-access.ts";

const folder = mkdtempSync(join(tmpdir(), "grok-api-access-"));
let homes = 0;
const open: OpenApiAccess[] = [];
after(async () => {
  for (const each of open) await each.close();
  rmSync(folder, { recursive: true });
});
const midnight = Date.UTC(2026, 4, 6);
let nowMs = Date.UTC(2026, 4, 5, 12);
const start = async (options: { home?: string; passwordIsSet?: boolean; plans?: unknown } = {}) => {
  const home = options.home ?? mkdtempSync(join(folder, `${homes++}-`));
  if (options.plans !== undefined) writeFileSync(join(home, "plans.json"), JSON.stringify(options.plans));
  const noted: string[] = [];
  const opened = await openApiAccess({
    home,
    passwordIsSet: options.passwordIsSet ?? false,
    counts: {
      admitted: (caller) => noted.push(`admitted ${caller}`),
      refused: (reason) => noted.push(reason),
      tokens: (prompt, output) => noted.push(`${prompt} + ${output}`),
    },
    log: () => {},
    now: () => nowMs,
  });
  open.push(opened);
  const create = async (wishes: KeyWishes = {}, user = "ada") =>
    (await opened.access.keys.create(user, { name: "notebook", ...wishes })).secret;
  const identify = (secret: string | undefined, local = false, address = "10.0.0.1") =>
    opened.api.identify({ authorization: secret && `Bearer ${secret}`, local, address });
  return { ...opened, home, noted, create, identify };
};
const never = new AbortController().signal;
const none = { minute: null, day: null, month: null };
const code =
  (wanted: string, message: RegExp = /./) =>
  (error: unknown) =>
    error instanceof ApiError && error.code === wanted && message.test(error.message);

test("on this machine nobody needs a key until one was made, and from elsewhere everybody does", async () => {
  const { identify, create, keyless, access } = await start();
  assert.ok(keyless());
  assert.equal((await identify(undefined, true)).key, undefined);
  // Clients that cannot do without send anything.
  const caller = await identify("none", true);
  caller.demand("chat", "grok");
  (await caller.admit({ tokens: 1e9, signal: never })).settle({ promptTokens: 1, outputTokens: 1 });
  await assert.rejects(
    identify(undefined, false),
    code("unauthenticated", /An API key is needed.*grok keys/),
  );

  const secret = await create();
  await assert.rejects(identify(undefined, true), code("unauthenticated"));
  await assert.rejects(identify("none", true), code("unauthenticated", /no key of this server/));
  for (const local of [true, false]) assert.equal((await identify(secret, local)).key?.name, "notebook");
  for (const key of access.keys.list()) await access.keys.revoke(key.id);
  await assert.rejects(identify(undefined, true), code("unauthenticated"));
  await assert.rejects(identify(secret, true), code("unauthenticated", /was revoked/));
});

test("where a password is set, this machine needs a key from the start", async () => {
  const { identify } = await start({ passwordIsSet: true });
  await assert.rejects(identify(undefined, true), code("unauthenticated"));
});

test("keys expire, can be blocked, and reach only what they may", async () => {
  const { identify, create, access } = await start();
  const secret = await create({
    expiresAtMs: nowMs + 1_000,
    acls: ["api-key:model:grok-mini", "api-key:endpoint:chat"],
  });
  const caller = await identify(secret);
  caller.demand("chat", "grok-mini");
  assert.throws(() => caller.demand("embeddings"), code("forbidden", /api-key:endpoint:embeddings/));
  assert.throws(() => caller.demand("chat", "grok"), code("forbidden", /api-key:model:grok/));
  await access.keys.update(caller.key!.id, { blocked: true });
  assert.throws(() => caller.demand("chat"), code("forbidden", /blocked/));
  await assert.rejects(caller.admit({ tokens: 1, signal: never }), code("forbidden"));
  assert.equal((await identify(secret)).key?.blocked, true);
  nowMs += 1_000;
  await assert.rejects(identify(secret), code("unauthenticated", /expired/));
});

test("budgets of the key and of the user are taken before the work, and corrected to what was used", async () => {
  const plans = { plans: [{ id: "team", title: "Team", tokens: { day: 1_000 } }] };
  const { identify, create, access, noted } = await start({ plans });
  const limits = { requests: { ...none, minute: 3 }, tokens: none };
  const caller = await identify(await create({ plan: "team", limits }));
  const sister = await identify(await create({}));
  const first = await caller.admit({ tokens: 900, signal: never });
  const { requests, tokens } = first.limits;
  assert.deepEqual([requests?.limit, requests?.remaining], [3, 2]);
  assert.ok(requests!.resetMs > 0 && requests!.resetMs <= 20_000);
  assert.deepEqual(tokens, { limit: 1_000, remaining: 100, resetMs: midnight - nowMs });
  await assert.rejects(
    sister.admit({ tokens: 101, signal: never }),
    (error: unknown) =>
      code("rate-limited", /1000 tokens a day of the user's plan.*100 left.*12 h/)(error) &&
      (error as ApiError).retryAfterMs === midnight - nowMs,
  );
  first.settle({ promptTokens: 40, outputTokens: 10 });
  first.settle({ promptTokens: 0, outputTokens: 0 });
  assert.equal(first.limits.tokens?.remaining, 950);
  (await sister.admit({ tokens: 101, signal: never })).settle({ promptTokens: 1, outputTokens: 0 });
  await assert.rejects(
    sister.admit({ tokens: 1_001, signal: never }),
    (error: unknown) =>
      code("rate-limited", /can never be held/)(error) && (error as ApiError).retryAfterMs === undefined,
  );
  assert.deepEqual(noted, [
    "admitted key",
    "rate-limited",
    "40 + 10",
    "admitted key",
    "1 + 0",
    "rate-limited",
  ]);
  const usage = await access.usage(1);
  assert.deepEqual(
    usage
      .map(({ requests, promptTokens, outputTokens, refused }) => [
        requests,
        promptTokens,
        outputTokens,
        refused,
      ])
      .sort(),
    [
      [1, 1, 0, 2],
      [1, 40, 10, 0],
    ],
  );
});

test("a budget that is spent refuses before anything is counted, and takes nothing", async () => {
  const { identify, create, access } = await start();
  const limits = { requests: none, tokens: { ...none, day: 100 } };
  const caller = await identify(await create({ limits }));
  caller.demandRoom();
  (await caller.admit({ tokens: 99, signal: never })).settle({ promptTokens: 99, outputTokens: 0 });
  caller.demandRoom();
  (await caller.admit({ tokens: 1, signal: never })).settle({ promptTokens: 1, outputTokens: 0 });
  assert.throws(() => caller.demandRoom(), code("rate-limited", /100 tokens a day of this key/));
  const [usage] = await access.usage(1);
  assert.deepEqual([usage?.requests, usage?.refused], [2, 1]);
});

test("a client that leaves while it waits gives back what was taken, and its place", async () => {
  const { identify, create, queue } = await start();
  const limits = { requests: { ...none, day: 100 }, tokens: none };
  const caller = await identify(await create({ limits }));
  const work = { tokens: 10, signal: never, modelId: "small" };
  const admitted = await Promise.all(Array.from({ length: 4 }, () => caller.admit(work)));
  const gone = new AbortController();
  const waiting = caller.admit({ ...work, signal: gone.signal });
  assert.deepEqual([queue.taken, queue.waiting, admitted[0]!.limits.requests?.remaining], [4, 1, 95]);
  // Another model has turns of its own.
  (await caller.admit({ ...work, modelId: "elsewhere/large" })).settle({ promptTokens: 0, outputTokens: 0 });
  gone.abort(new Error("left"));
  await assert.rejects(waiting, { message: "left" });
  for (const each of admitted) each.settle({ promptTokens: 1, outputTokens: 1 });
  assert.deepEqual([queue.taken, queue.waiting, admitted[0]!.limits.requests?.remaining], [0, 0, 95]);
});

test("wrong keys are counted by address, and never hold a good one up", async () => {
  const { identify, create, noted } = await start();
  const secret = await create();
  for (let n = 0; n < 5; n++) await assert.rejects(identify(`xai-${n}`), code("unauthenticated"));
  await assert.rejects(
    identify("xai-6"),
    (error: unknown) =>
      code("rate-limited", /Too many wrong keys/)(error) && (error as ApiError).retryAfterMs === 60_000,
  );
  await assert.rejects(identify("xai-7", false, "10.0.0.2"), code("unauthenticated"));
  await identify(secret);
  assert.deepEqual(noted.slice(-2), ["rate-limited", "unauthenticated"]);
});

test("tenants are of users, say nothing of them, and stay after a restart", async () => {
  const first = await start();
  const [a, b] = [await first.create(), await first.create()];
  const other = await first.create({}, "bob");
  const tenants = await Promise.all([a, b, other].map(async (key) => (await first.identify(key)).tenant));
  assert.equal(tenants[0], tenants[1]);
  assert.notEqual(tenants[0], tenants[2]);
  assert.match(tenants[0]!, /^[0-9a-f]{32}$/);
  await first.close();
  const again = await start({ home: first.home });
  assert.equal((await again.identify(a)).tenant, tenants[0]);
  assert.notEqual(
    (await (await start()).api.identify({ authorization: undefined, local: true })).tenant,
    tenants[0],
  );
});

test("a key is stored as its hash alone, for the owner of the home to read", async () => {
  const { home, create, close } = await start();
  const secret = await create();
  await close();
  const path = join(home, "access.sqlite");
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const stored = readFileSync(path).toString("latin1");
  assert.ok(stored.includes("notebook") && !stored.includes(secret.slice(4, 20)));
});

test("a file of plans that is wrong keeps the server from starting", async () => {
  await assert.rejects(start({ plans: { plans: [{ id: "free" }] } }), {
    code: "bad-config",
    message: /plans\.json: plans\.0\.title/,
  });
});
