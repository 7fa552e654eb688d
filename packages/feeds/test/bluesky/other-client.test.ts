// The server of our tests against a client that is not ours: what it gets wrong, both of ours could get wrong alike.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Jetstream } from "@skyware/jetstream";
import { WebSocket } from "ws";
import { startMiniJetstream } from "../mini-jetstream.ts";
import { deleted, joon, mira, uriOf, wrote } from "./network-events.ts";

test("@skyware/jetstream reads our server, and goes on by its cursor after a break", async () => {
  const server = await startMiniJetstream();
  const endpoint = `${server.url.replace("http", "ws")}/subscribe`;
  const client = new Jetstream({ ws: WebSocket, endpoint, wantedCollections: ["app.bsky.feed.post"] });
  // It asks from its last event on, which the server sends again; readers of Jetstream are told to expect that.
  const heard = new Set<string>();
  client.onCreate("app.bsky.feed.post", ({ did, commit }) => {
    heard.add(`${did} wrote ${commit.record.text}`);
  });
  client.onDelete("app.bsky.feed.post", ({ did, commit }) => {
    heard.add(`at://${did}/${commit.collection}/${commit.rkey} is gone`);
  });
  client.on("identity", ({ identity }) => {
    heard.add(`${identity.did} is ${identity.handle}`);
  });
  client.on("account", ({ account }) => {
    heard.add(`${account.did} is ${account.active ? "here" : account.status}`);
  });
  const hears = async (count: number) => {
    while (heard.size < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  try {
    client.start();
    while (server.subscribers === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    server.push([
      wrote("1", "first"),
      { ...wrote("2", "no post"), collection: "app.bsky.feed.like" } as never,
      { did: joon, kind: "identity", handle: "joon.example.com" },
      { did: joon, kind: "account", active: false, status: "deactivated" },
      deleted("1"),
    ]);
    await hears(4);
    server.kick();
    server.push([wrote("3", "said meanwhile")]);
    await hears(5);
    server.push([wrote("4", "and later")]);
    await hears(6);
  } finally {
    client.close();
    await server.close();
  }
  assert.deepEqual(
    [...heard],
    [
      `${mira} wrote first`,
      `${joon} is joon.example.com`,
      `${joon} is deactivated`,
      `${uriOf("1")} is gone`,
      `${mira} wrote said meanwhile`,
      `${mira} wrote and later`,
    ],
  );
  assert.match(server.requests.at(-1) ?? "", /cursor=\d{16}/);
});
