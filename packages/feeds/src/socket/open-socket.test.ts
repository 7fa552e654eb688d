import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { PostsError } from "@grok/posts";
import { type WebSocket, WebSocketServer } from "ws";
import { openSocket } from "./open-socket.ts";

const options = { messageBytesMax: 1_000, openWithinMs: 2_000 };

describe("a socket that is read by pulling", () => {
  let server: WebSocketServer;
  let url: string;
  let onConnect: (socket: WebSocket) => void = () => {};
  before(async () => {
    server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    server.on("connection", (socket) => onConnect(socket));
    await once(server, "listening");
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });

  test("hands out text and bytes as they came, then why it was closed", async () => {
    onConnect = (socket) => {
      socket.send("text");
      socket.send(new Uint8Array([1, 2]));
      socket.close(1000, "that is all");
    };
    const socket = await openSocket(url, { ...options, signal: new AbortController().signal });
    assert.equal(await socket.next(), "text");
    assert.deepEqual(await socket.next(), new Uint8Array([1, 2]));
    assert.equal(await socket.next(), null);
    assert.deepEqual(socket.closedBecause, { code: 1000, reason: "that is all" });
  });

  test("breaks at a message that is too long, after what came before it", async () => {
    onConnect = (socket) => {
      socket.send("short");
      socket.send("x".repeat(1_001));
    };
    const socket = await openSocket(url, { ...options, signal: new AbortController().signal });
    assert.equal(await socket.next(), "short");
    await assert.rejects(
      socket.next(),
      (error) => error instanceof PostsError && error.code === "unreachable",
    );
  });

  test("tells a connection that broke from one that was closed", async () => {
    onConnect = (socket) => socket.terminate();
    const socket = await openSocket(url, { ...options, signal: new AbortController().signal });
    await assert.rejects(socket.next(), /broke off/);
  });

  test("ends at an abort, whoever waits", async () => {
    onConnect = () => {};
    const leaving = new AbortController();
    const socket = await openSocket(url, { ...options, signal: leaving.signal });
    const waiting = socket.next();
    leaving.abort();
    assert.equal(await waiting, null);
    assert.equal(await socket.next(), null);
    await assert.rejects(openSocket(url, { ...options, signal: leaving.signal }), PostsError);
  });

  test("says that nothing listens there", async () => {
    const signal = new AbortController().signal;
    await assert.rejects(
      openSocket("ws://127.0.0.1:1", { ...options, signal }),
      /127\.0\.0\.1:1: ECONNREFUSED/,
    );
  });
});
