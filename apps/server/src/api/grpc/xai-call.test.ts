import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Code, ConnectError, createContextValues, type HandlerContext } from "@connectrpc/connect";
import { DialectError } from "@grok/dialects";
import { connectionKey } from "../../rpc/connection.ts";
import type { ApiCaller } from "../api-access.ts";
import { ApiError } from "../api-error.ts";
import { callerKey, streamed, unary } from "./xai-call.ts";

function contextOf(signal = new AbortController().signal) {
  const connection = { destroyed: 0, destroy: () => void connection.destroyed++ };
  const values = createContextValues()
    .set(callerKey, {} as ApiCaller)
    .set(connectionKey, connection);
  const headers = { requestHeader: new Headers(), responseHeader: new Headers() };
  return { connection, context: { values, signal, ...headers } as unknown as HandlerContext };
}
const failing = (error: unknown) =>
  unary(() => {
    throw error;
  });

test("a client that takes nothing of an answer for a minute is let go, one that takes its time is not", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const { connection, context } = contextOf();
  const pieces = streamed(async function* () {
    for (let piece = 1; ; piece++) yield piece;
  })({}, context);
  for (const piece of [1, 2, 3]) {
    assert.equal((await pieces.next()).value, piece);
    mock.timers.tick(59_000);
  }
  assert.equal(connection.destroyed, 0);
  mock.timers.tick(1_000);
  assert.equal(connection.destroyed, 1);
  await pieces.return(undefined);
});

test("a client that has read all is left alone", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const { connection, context } = contextOf();
  const pieces = streamed(async function* () {
    yield 1;
  })({}, context);
  assert.deepEqual(await Array.fromAsync(pieces), [1]);
  mock.timers.tick(600_000);
  assert.equal(connection.destroyed, 0);
});

test("errors are told as the API tells them, and after an abort why there was one", async () => {
  const { context } = contextOf();
  const wrong = new DialectError("bad-request", "n is 99", "n");
  await assert.rejects(failing(wrong)({}, context), { name: "ApiError", code: "bad-request", param: "n" });
  const late = new ConnectError("too late", Code.DeadlineExceeded);
  const deadline = contextOf(AbortSignal.abort(late));
  await assert.rejects(
    failing(new Error("the socket is gone"))({}, deadline.context),
    (error) => error === late,
  );
  const down = contextOf(AbortSignal.abort());
  await assert.rejects(
    failing(new Error("the socket is gone"))({}, down.context),
    (error) => error instanceof ApiError && error.code === "unavailable",
  );
});

test("a call that came past the door is nobody's", async () => {
  const { context } = contextOf();
  context.values.delete(callerKey);
  await assert.rejects(unary(() => 1)({}, context), /door/);
});
