import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import { NodeStatus } from "@grok/protocol";
import { ask, ended, TestServer } from "./test-server.ts";

const server = await TestServer.start();
after(() => TestServer.disposeAll());

const transports: Record<string, Transport> = {
  "Connect in binary over HTTP/1.1": createConnectTransport({ baseUrl: server.url, useBinaryFormat: true }),
  "Connect in JSON over HTTP/1.1": createConnectTransport({ baseUrl: server.url }),
  "gRPC-web over HTTP/1.1": createGrpcWebTransport({ baseUrl: server.url }),
  "gRPC over clear-text HTTP/2": createGrpcTransport({ baseUrl: server.url }),
};

for (const [name, transport] of Object.entries(transports))
  test(`${name}: a question is asked, its answer streamed, an error told with its stable code`, async () => {
    const clients = server.clients(transport);
    const { replyId } = await ask(clients, "What is the answer to everything there is?");
    const node = await ended(clients, replyId);
    assert.equal(node.status, NodeStatus.DONE);
    assert.equal(node.parts[0]?.kind.value?.text, "The answer is 42.");
    await assert.rejects(clients.runs.stopRun({ runId: "nonsense" }), (error: { metadata: Headers }) => {
      assert.equal(error.metadata.get("grok-error-code"), "bad-input");
      return true;
    });
  });

test("plain fetch with JSON works, as it does from a shell", async () => {
  const answer = await fetch(`${server.url}/grok.v1.SystemService/GetStatus`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const { version, ready } = (await answer.json()) as { version: string; ready: boolean };
  assert.deepEqual([answer.status, version, ready], [200, "0.1.0", true]);
});
