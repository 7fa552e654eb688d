// What is kept besides posts: how far each feed was read, how long posts are kept, and when all were forgotten.

import type { FeedId, Retention } from "@grok/posts";
import type { Client } from "@opensearch-project/opensearch";
import { z } from "zod";
import { ask } from "./ask.ts";
import type { Names } from "./names.ts";

const cursorSchema = z.object({ cursor: z.string() });
const clearedSchema = z.object({ atMs: z.number() });
const retentionSchema = z.object({ ageMs: z.number().nullable(), bytes: z.number().nullable() });

export class StateDocuments {
  readonly #client: Client;
  readonly #index: string;

  constructor(client: Client, names: Names) {
    this.#client = client;
    this.#index = names.state;
  }

  async cursor(feedId: FeedId): Promise<string | null> {
    const source = await this.#get(`cursor ${feedId}`);
    return source === null ? null : cursorSchema.parse(source).cursor;
  }

  async setCursor(feedId: FeedId, cursor: string): Promise<void> {
    await this.#put(`cursor ${feedId}`, { cursor });
  }

  async forgetCursor(feedId: FeedId): Promise<void> {
    await ask(() => this.#client.delete({ index: this.#index, id: `cursor ${feedId}` }, { ignore: [404] }));
  }

  /** Null where nobody ever set one. */
  async retention(): Promise<Retention | null> {
    const source = await this.#get("retention");
    return source === null ? null : retentionSchema.parse(source);
  }

  async setRetention({ ageMs, bytes }: Retention): Promise<void> {
    await this.#put("retention", { ageMs, bytes });
  }

  /** When all posts were forgotten, by the clock of that process; 0 where they never were. */
  async clearedAtMs(): Promise<number> {
    const source = await this.#get("cleared");
    return source === null ? 0 : clearedSchema.parse(source).atMs;
  }

  async setCleared(atMs: number): Promise<void> {
    await this.#put("cleared", { atMs });
  }

  async #get(id: string): Promise<unknown> {
    const { body } = await ask(() => this.#client.get({ index: this.#index, id }, { ignore: [404] }));
    return body.found ? body._source : null;
  }

  async #put(id: string, body: object): Promise<void> {
    await ask(() => this.#client.index({ index: this.#index, id, body: body as Record<string, unknown> }));
  }
}
