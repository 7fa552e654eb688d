import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface EmbeddingServer {
  url: string;
  /** Bodies of what was asked, in order. */
  asked: Record<string, unknown>[];
  close(): Promise<void>;
}

const textCharsMax = 8_000;

/** A server in the manner of llama-server: letters make vectors, common words make scores. `list`: its models. */
export async function startEmbeddingServer(
  list: readonly Record<string, unknown>[] = [{ id: "letters-embed" }, { id: "words-rerank" }],
): Promise<EmbeddingServer> {
  const asked: Record<string, unknown>[] = [];
  const server = createServer(async (incoming, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (incoming.url === "/v1/models") return send(200, { object: "list", data: list });
    const body = JSON.parse(Buffer.concat(pieces).toString());
    asked.push(body);
    if (incoming.url === "/v1/embeddings") {
      const texts = body.input as string[];
      if (texts.some((text) => text.length > textCharsMax))
        return send(400, { error: { message: "input exceeds the maximum context length", code: 400 } });
      await sleep(texts.length);
      const data = texts.map((text, index) => ({ index, object: "embedding", embedding: letters(text) }));
      // Out of order, as the protocol allows.
      return send(200, { data: data.toReversed(), usage: { prompt_tokens: texts.length } });
    }
    if (incoming.url === "/v1/rerank") {
      const words = new Set(String(body.query).toLowerCase().match(/\w+/g));
      const results = (body.documents as string[]).map((text, index) => ({
        index,
        relevance_score: (text.toLowerCase().match(/\w+/g) ?? []).filter((word) => words.has(word)).length,
      }));
      results.sort((a, b) => b.relevance_score - a.relevance_score);
      return send(200, { results, usage: { total_tokens: 5 } });
    }
    send(404, { error: { message: "File Not Found" } });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function letters(text: string): number[] {
  const counts = new Array<number>(27).fill(0.1);
  for (const letter of text.toLowerCase()) {
    const place = letter.charCodeAt(0) - 97;
    if (place >= 0 && place < 26) counts[place]!++;
  }
  return counts;
}
