import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const words =
  "The tide comes in twice a day, and **nobody** has ever asked it to; `moon()` is the function that does. ".split(
    /(?<= )/,
  );
/** A paragraph, now and then a list, a table and a block of code: what pages have to draw. */
const blocks = [
  "\n\n",
  "\n\n1. ",
  "\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n",
  "\n\n```ts\nconst tide = moon();\n```\n\n",
];

/**
 * An address that answers every question with Markdown at an even pace and never ends by itself: what a page has to
 * keep up with, without a model that takes the processor away from it. `perSecond`: words of each answer.
 */
export async function steadyStream(perSecond: number): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume();
    if (request.url?.endsWith("/models")) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ object: "list", data: [{ id: "steady", object: "model" }] }));
      return;
    }
    response.setHeader("content-type", "text/event-stream");
    let count = 0;
    const send = (content: string) =>
      response.write(
        `data: ${JSON.stringify({ id: "s", model: "steady", choices: [{ index: 0, delta: { content } }] })}\n\n`,
      );
    const timer = setInterval(() => {
      const word = words[count % words.length]!;
      count++;
      send(count % 61 === 0 ? `${count} ${word}${blocks[(count / 61) % blocks.length]}` : `${count} ${word}`);
    }, 1_000 / perSecond);
    response.on("close", () => clearInterval(timer));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
