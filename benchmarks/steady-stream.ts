import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const syllables = "ba ke mi no ru sa te vo lin dar fen gol hus jat".split(" ");

/** A word that hardly comes twice, because an answer that repeats itself is ended as a loop. `at`: from 0. */
function wordAt(at: number): string {
  let state = (at + 1) * 2_654_435_761;
  let word = "";
  for (let syllable = 0; syllable < 3; syllable++) {
    state = (state ^ (state >>> 13)) * 1_274_126_177;
    word += syllables[Math.abs(state) % syllables.length];
  }
  return at % 9 === 0 ? `**${word}** ` : at % 13 === 0 ? `\`${word}\` ` : `${word} `;
}

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
      response.end(
        JSON.stringify({
          object: "list",
          data: [{ id: "steady", object: "model", max_model_len: 4_000_000 }],
        }),
      );
      return;
    }
    if (!request.url?.endsWith("/chat/completions")) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", "text/event-stream");
    let count = 0;
    const send = (content: string) =>
      response.write(
        `data: ${JSON.stringify({ id: "s", model: "steady", choices: [{ index: 0, delta: { content } }] })}\n\n`,
      );
    const timer = setInterval(() => {
      count++;
      send(wordAt(count) + (count % 61 === 0 ? blocks[(count / 61) % blocks.length] : ""));
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
