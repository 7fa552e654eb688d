import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { afterEach, mock, test } from "node:test";
import type { Request } from "../../http/handler.ts";
import { HttpFault } from "./http-fault.ts";
import { bodyBytesMax, readJson } from "./read-json.ts";

afterEach(() => mock.timers.reset());

const never = new AbortController().signal;

function incoming(headers: Record<string, string> = {}) {
  const body = new PassThrough();
  const request = Object.assign(body, { headers: { "content-type": "application/json", ...headers } });
  return { body, request: request as unknown as Request };
}

test("a body that comes slowly is read, and one that stops coming is given up after 30 seconds", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { body, request } = incoming();
  const read = readJson(request, never);
  for (const piece of ['{"a":', "1", "}"]) {
    mock.timers.tick(29_000);
    body.write(piece);
    await new Promise(setImmediate);
  }
  body.end();
  assert.deepEqual(await read, { a: 1 });

  const stuck = incoming();
  const refused = assert.rejects(
    readJson(stuck.request, never),
    (error: unknown) =>
      error instanceof HttpFault && error.status === 408 && /30 seconds/.test(error.message),
  );
  stuck.body.write('{"a":');
  await new Promise(setImmediate);
  mock.timers.tick(30_000);
  await refused;
  assert.ok(!stuck.body.destroyed, "the refusal can still be told");
});

test("bodies are refused by their type, their size, their letters and their depth", async () => {
  const refusal = (headers: Record<string, string>, bytes: Buffer | string) => {
    const { body, request } = incoming(headers);
    body.end(bytes);
    return readJson(request, never).then(
      () => assert.fail("it was read"),
      (error) => `${error.status ?? error.code}: ${error.message}`,
    );
  };
  assert.match(await refusal({ "content-type": "text/plain" }, "{}"), /^415: The body is "text\/plain"/);
  assert.match(await refusal({ "content-length": `${bodyBytesMax + 1}` }, "{}"), /^too-large/);
  assert.match(await refusal({}, Buffer.alloc(bodyBytesMax + 1, " ")), /^too-large/);
  assert.match(await refusal({}, Buffer.from([0x22, 0xff, 0x22])), /^bad-request: The body is not UTF-8/);
  assert.match(await refusal({}, "{"), /^bad-request: The body is no JSON/);
  assert.match(await refusal({}, '{"a":'.repeat(201)), /^bad-request: .*200 levels/);
  assert.match(
    await refusal({}, `${"[".repeat(200)}${"]".repeat(199)}`),
    /^bad-request: The body is no JSON/,
  );
});

test("a client that leaves ends the reading", async () => {
  const { request } = incoming();
  const gone = new AbortController();
  const read = readJson(request, gone.signal);
  gone.abort(new Error("left"));
  await assert.rejects(read, { message: "left" });
});
