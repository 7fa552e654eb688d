import assert from "node:assert/strict";
import { once } from "node:events";
import { get } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { listen } from "./listen.ts";

const listening = await listen("127.0.0.1", 0, (request, response) => {
  response.writeHead(200, { "content-type": "text/plain" });
  response.end(`${request.httpVersion} ${request.url}`);
});
after(() => listening.close(0));

const address = `http://127.0.0.1:${listening.port}`;
const rawSocket = async () => {
  const socket: Socket = connect(listening.port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
};

test("HTTP/1.1 and HTTP/2 without TLS answer on one port", async () => {
  assert.equal(await (await fetch(`${address}/one`)).text(), "1.1 /one");
  const session = connectHttp2(address);
  const stream = session.request({ ":path": "/two" });
  assert.equal(await text(stream), "2.0 /two");
  session.close();
});

test("one HTTP/1.1 connection carries several requests", async () => {
  const { Agent } = await import("node:http");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (path: string) => {
    const [response] = await once(get(`${address}${path}`, { agent }), "response");
    return text(response);
  };
  assert.deepEqual([await ask("/a"), await ask("/b")], ["1.1 /a", "1.1 /b"]);
  agent.destroy();
});

test("a method that begins like HTTP/2's preface is HTTP/1, also when it comes letter by letter", async () => {
  const socket = await rawSocket();
  socket.setNoDelay(true);
  for (const letter of "PROPFIND /slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n") {
    socket.write(letter);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.match(await text(socket), /^HTTP\/1\.1 200 OK[\s\S]*1\.1 \/slow/);
});

test("a caller that hangs up before saying anything is let go", async () => {
  const socket = await rawSocket();
  socket.end();
  await once(socket, "close");
});

test("bytes of no protocol are answered with 400 and closed", async () => {
  const socket = await rawSocket();
  socket.write("\x16\x03\x01 what is this\r\n\r\n");
  assert.match(await text(socket), /^HTTP\/1\.1 400 /);
});

test("a port in use is refused with the way on", async () => {
  await assert.rejects(
    listen("127.0.0.1", listening.port, () => {}),
    {
      code: "port-taken",
      message: `Port ${listening.port} of 127.0.0.1 is in use by another program. Start with --port ${listening.port + 1}, or --port 0 for any free one.`,
    },
  );
});

test("closing ends connections that have not said anything and sessions without streams", async () => {
  const second = await listen("127.0.0.1", 0, () => {});
  const silent = connect(second.port, "127.0.0.1");
  await once(silent, "connect");
  const session = connectHttp2(`http://127.0.0.1:${second.port}`);
  await once(session, "connect");
  const closed = Promise.all([once(silent, "close"), once(session, "close")]);
  await second.close(60_000);
  await closed;
});
