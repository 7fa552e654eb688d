import type { FinishReason, Usage } from "@grok/model";
import { logProbabilityObjects } from "../answer/log-probability-object.ts";
import type { AnswerPart, AnswerSource } from "../answer-part.ts";
import {
  closedItem,
  emptyCall,
  emptySearch,
  emptyText,
  type OpenItem,
  type OutputItem,
} from "./output-items.ts";
import { type ResponseHead, type ResponseState, responseObject } from "./response-object.ts";

/** One event of a streamed response, with its number. */
export type ResponseEvent = { readonly type: string; readonly sequence_number: number } & Readonly<
  Record<string, unknown>
>;

export interface ResponseTools {
  /** A new id that begins with `prefix`. */
  newId(prefix: string): string;
  /** Reasoning so that only this server reads it again; absent where nobody asked for it. */
  seal: ((text: string) => string) | undefined;
  nowMs(): number;
}

/**
 * Makes the events of one response from its answer's parts, and with them the response itself. Each event is numbered
 * from 0, and the last is told by `end` or `fail`.
 */
export class ResponseEvents {
  readonly #head: ResponseHead;
  readonly #tools: ResponseTools;
  readonly #output: object[] = [];
  readonly #open = new Map<string, OpenItem>();
  readonly #sources: AnswerSource[] = [];
  #serverToolUses = 0;
  #number = 0;
  #usage: Usage | undefined;
  #reason: FinishReason | undefined;
  #status: ResponseState["status"] = "in_progress";
  #completedAt: number | undefined;
  #error: ResponseState["error"];

  constructor(head: ResponseHead, tools: ResponseTools) {
    this.#head = head;
    this.#tools = tools;
  }

  /** The response as it stands. */
  get response() {
    const cut = this.#reason === "length" || this.#reason === "context-full";
    return responseObject(this.#head, {
      status: this.#status,
      output: [...this.#output],
      sources: this.#sources,
      serverToolUses: this.#serverToolUses,
      ...(this.#usage !== undefined && { usage: this.#usage }),
      ...(this.#completedAt !== undefined && { completedAt: this.#completedAt }),
      ...(this.#status === "incomplete" && cut && { incompleteReason: "max_output_tokens" }),
      ...(this.#error !== undefined && { error: this.#error }),
    });
  }

  begin(): ResponseEvent[] {
    return [
      this.#event("response.created", { response: this.response }),
      this.#event("response.in_progress", { response: this.response }),
    ];
  }

  take(part: AnswerPart): ResponseEvent[] {
    switch (part.type) {
      case "reasoning-delta": {
        const events = this.#opened(part.id, "reasoning");
        const open = this.#open.get(part.id)!;
        open.text += part.text;
        return [
          ...events,
          this.#inItem("response.reasoning_text.delta", open, { content_index: 0, delta: part.text }),
        ];
      }
      case "text-delta": {
        const events = this.#opened(part.id, "message");
        const open = this.#open.get(part.id)!;
        open.text += part.text;
        const logprobs = this.#head.asked.logprobs ? logProbabilityObjects(part.logProbabilities ?? []) : [];
        open.logprobs.push(...logprobs);
        const told = { content_index: 0, delta: part.text, logprobs };
        return [...events, this.#inItem("response.output_text.delta", open, told)];
      }
      case "tool-input-start":
        return this.#begun(part.id, emptyCall(part, this.#tools.newId));
      case "tool-input-delta": {
        const open = this.#open.get(part.id);
        if (open === undefined) return [];
        open.text += part.text;
        return [this.#inItem("response.function_call_arguments.delta", open, { delta: part.text })];
      }
      case "server-tool-start": {
        const events = this.#begun(part.id, emptySearch(part.id, this.#tools.newId));
        const open = this.#open.get(part.id)!;
        open.text = part.input;
        return [
          ...events,
          this.#inItem("response.custom_tool_call_input.delta", open, { delta: part.input }),
        ];
      }
      case "server-tool-end":
        this.#sources.push(...part.sources);
        this.#serverToolUses++;
        return this.#closed(part.id);
      case "text-end":
      case "reasoning-end":
      case "tool-input-end":
        return this.#closed(part.id);
      case "finish":
        this.#usage = part.usage;
        this.#reason = part.reason;
        return [];
      default:
        return [];
    }
  }

  /** The end of an answer of which all parts were taken. */
  end(): ResponseEvent[] {
    const events = this.#closeAll("completed");
    if (this.#output.length === 0) events.push(...this.#opened("", "message"), ...this.#closed(""));
    if (this.#reason === "length" || this.#reason === "context-full") this.#status = "incomplete";
    else {
      this.#status = this.#reason === "cancelled" ? "cancelled" : "completed";
      if (this.#status === "completed") this.#completedAt = Math.floor(this.#tools.nowMs() / 1000);
    }
    const type = this.#status === "incomplete" ? "response.incomplete" : "response.completed";
    return [...events, this.#event(type, { response: this.response })];
  }

  /** The end of an answer that broke off. What was written stands. */
  fail(error: { readonly code: string; readonly message: string }): ResponseEvent[] {
    const events = this.#closeAll("incomplete");
    this.#status = "failed";
    this.#error = error;
    return [...events, this.#event("response.failed", { response: this.response })];
  }

  /** Whoever asked went away. What was written stands; what had ended by then is as it ended. */
  cancel(): void {
    if (this.#status !== "in_progress") return;
    this.#closeAll("incomplete");
    this.#status = "cancelled";
  }

  #opened(id: string, type: "message" | "reasoning"): ResponseEvent[] {
    if (this.#open.has(id)) return [];
    const { item, part } = emptyText(type, this.#tools.newId);
    const events = this.#begun(id, item);
    return [
      ...events,
      this.#inItem("response.content_part.added", this.#open.get(id)!, { content_index: 0, part }),
    ];
  }

  #begun(id: string, item: OutputItem): ResponseEvent[] {
    const open: OpenItem = { index: this.#output.length, item, text: "", logprobs: [] };
    this.#open.set(id, open);
    this.#output.push(item);
    return [this.#event("response.output_item.added", { output_index: open.index, item })];
  }

  #closeAll(status: "completed" | "incomplete"): ResponseEvent[] {
    return [...this.#open.keys()].flatMap((id) => this.#closed(id, status));
  }

  #closed(id: string, status: "completed" | "incomplete" = "completed"): ResponseEvent[] {
    const open = this.#open.get(id);
    if (open === undefined) return [];
    this.#open.delete(id);
    const { filled, events } = closedItem(open, this.#sources, this.#tools.seal);
    const item = { ...open.item, ...filled, status };
    this.#output[open.index] = item;
    return [
      ...events.map(([type, fields]) => this.#inItem(type, open, fields)),
      this.#event("response.output_item.done", { output_index: open.index, item }),
    ];
  }

  #inItem(type: string, { item, index }: OpenItem, fields: object): ResponseEvent {
    return this.#event(type, { item_id: item.id, output_index: index, ...fields });
  }

  #event(type: string, fields: object): ResponseEvent {
    return { type, sequence_number: this.#number++, ...fields };
  }
}
