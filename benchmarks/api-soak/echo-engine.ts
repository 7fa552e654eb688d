// A scripted engine in a process of its own, in OpenAI's words: answers with the mark that stands in the prompt, a few
// characters at a time. Argument: the port.
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

let live = 0;

const server = createServer(async (request, response) => {
  if (request.url === "/live") return void response.end(String(live));
  if (request.url === "/v1/models")
    return void response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ object: "list", data: [{ id: "echo", object: "model" }] }));
  live++;
  let gone = false;
  response.once("close", () => {
    live--;
    gone = true;
  });
  const { messages } = (await json(request)) as { messages: { content: unknown }[] };
  const mark = /mark-\d+-[a-z0-9]+/.exec(JSON.stringify(messages.at(-1)?.content))?.[0] ?? "no mark";
  response.writeHead(200, { "content-type": "text/event-stream" });
  const say = (delta: object, rest: object = {}) =>
    response.write(
      `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", model: "echo", choices: [{ index: 0, delta, ...rest }] })}\n\n`,
    );
  for (const piece of mark.match(/.{1,5}/g) ?? []) {
    await sleep(Math.random() * 12);
    if (gone) return;
    say({ content: piece });
  }
  say({}, { finish_reason: "stop" });
  const usage = { prompt_tokens: 20, completion_tokens: mark.length, total_tokens: 20 + mark.length };
  response.write(`data: ${JSON.stringify({ id: "1", choices: [], usage })}\n\n`);
  response.end("data: [DONE]\n\n");
});
server.listen(Number(process.argv[2]), "127.0.0.1");
