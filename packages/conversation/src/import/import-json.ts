import { ConversationError } from "../conversation-error.ts";
import type { OwnerId } from "../node.ts";
import type { ConversationStore } from "../store.ts";
import { chatGptRecords } from "./chatgpt-records.ts";
import { expectedFormats, formatOf, readers, whatBegins } from "./detect-format.ts";
import { clip } from "./foreign.ts";
import { isRecord } from "./foreign-value.ts";
import { importForeign } from "./import-foreign.ts";
import type { ImportLog } from "./import-report.ts";
import type { ImportTools } from "./import-tools.ts";
import { jsonElements, type Span } from "./json-elements.ts";
import { parseJson, placeIn } from "./parse-json.ts";
import { storeConversation } from "./store-conversation.ts";

/** A file of JSON: a list of conversations, or one. */
export class JsonImport {
  readonly #store: ConversationStore;
  readonly #ownerId: OwnerId;
  readonly #data: Uint8Array;
  readonly #tools: ImportTools;
  readonly #log: ImportLog;

  constructor(
    store: ConversationStore,
    ownerId: OwnerId,
    data: Uint8Array,
    tools: ImportTools,
    log: ImportLog,
  ) {
    this.#store = store;
    this.#ownerId = ownerId;
    this.#data = data;
    this.#tools = tools;
    this.#log = log;
  }

  async run(span: Span): Promise<void> {
    if (this.#data[span.start] === 0x7b) return this.#element(span, "the file");
    let count = 0;
    for await (const element of jsonElements(this.#data, span, this.#tools.pause)) {
      count++;
      const name = `conversation ${count}`;
      if (element.broken)
        this.#unreadable(
          `the list breaks off at ${placeIn(this.#data, element.end)}: "]" is expected; the file is not whole`,
        );
      if (!element.broken) await this.#element(element, name);
      await this.#tools.pause();
    }
    if (count === 0) this.#log.problem("the list is empty: there is nothing to import");
  }

  async #element(span: Span, name: string): Promise<void> {
    let value: unknown;
    try {
      value = await parseJson(this.#data, span, this.#tools);
    } catch (error) {
      if (!(error instanceof ConversationError)) throw error;
      return this.#unreadable(`${name} cannot be read: ${error.message}`);
    }
    const inner = name === "the file" && isRecord(value) ? value.conversations : undefined;
    if (Array.isArray(inner)) {
      for (const [at, each] of inner.entries()) await this.#value(each, `conversation ${at + 1}`);
    } else await this.#value(value, name);
  }

  async #value(value: unknown, name: string): Promise<void> {
    const format = formatOf(value);
    if (format === null)
      return this.#unreadable(
        `${name} is of no kind known here: ${expectedFormats}; it is ${whatBegins(value)}`,
      );
    try {
      const own = format === "chatgpt" ? chatGptRecords(value) : null;
      if (own !== null) {
        this.#log.format ??= "chatgpt";
        const conversation = { ...own.conversation, ownerId: this.#ownerId };
        await storeConversation(this.#store, { ...own, conversation }, this.#log, this.#tools);
      } else {
        const foreign = readers[format](value);
        await importForeign(this.#store, this.#ownerId, foreign, format, this.#tools, this.#log);
      }
    } catch (error) {
      if (!(error instanceof ConversationError) || error.code.startsWith("storage-")) throw error;
      const title = isRecord(value) && typeof value.title === "string" ? ` (“${clip(value.title)}”)` : "";
      this.#unreadable(`${name}${title} cannot be read: ${error.message}`);
    }
    await this.#tools.pause();
  }

  #unreadable(line: string): void {
    this.#log.unreadable++;
    this.#log.problem(line);
  }
}
