import type { FinishReason, Usage } from "@grok/model";
import { marksIn } from "../answer/cited-sources.ts";
import { logProbabilityObjects } from "../answer/log-probability-object.ts";
import type { AnswerPart, AnswerSource } from "../answer-part.ts";
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

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/** An output item that still grows. */
interface OpenItem {
  readonly index: number;
  readonly item: Item;
  text: string;
  readonly logprobs: object[];
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
        return this.#begun(part.id, {
          type: "function_call",
          id: this.#tools.newId("fc_"),
          call_id: part.id,
          name: part.name,
          arguments: "",
          status: "in_progress",
        });
      case "tool-input-delta": {
        const open = this.#open.get(part.id);
        if (open === undefined) return [];
        open.text += part.text;
        return [this.#inItem("response.function_call_arguments.delta", open, { delta: part.text })];
      }
      case "server-tool-start": {
        const item = {
          type: "custom_tool_call",
          id: this.#tools.newId("ctc_"),
          call_id: part.id,
          name: "x_keyword_search",
          input: "",
          status: "in_progress",
        };
        const events = this.#begun(part.id, item);
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

  /** Whoever asked went away. What was written stands. */
  cancel(): void {
    this.#closeAll("incomplete");
    this.#status = "cancelled";
  }

  #opened(id: string, type: "message" | "reasoning"): ResponseEvent[] {
    if (this.#open.has(id)) return [];
    const isText = type === "message";
    const item = isText
      ? { id: this.#tools.newId("msg_"), type, role: "assistant", status: "in_progress", content: [] }
      : { id: this.#tools.newId("rs_"), type, status: "in_progress", summary: [], content: [] };
    const events = this.#begun(id, item);
    const part = isText ? textPart("", [], []) : { type: "reasoning_text", text: "" };
    const open = this.#open.get(id)!;
    return [...events, this.#inItem("response.content_part.added", open, { content_index: 0, part })];
  }

  #begun(id: string, item: Item): ResponseEvent[] {
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
    const { item, text, index } = open;
    const done = (filled: object, ...events: ResponseEvent[]) => {
      const whole = { ...item, ...filled, status };
      this.#output[index] = whole;
      return [...events, this.#event("response.output_item.done", { output_index: index, item: whole })];
    };
    if (item.type === "function_call") {
      const args = text === "" ? "{}" : text;
      const told = { name: item.name, arguments: args };
      return done({ arguments: args }, this.#inItem("response.function_call_arguments.done", open, told));
    }
    if (item.type === "custom_tool_call")
      return done(
        { input: text },
        this.#inItem("response.custom_tool_call_input.done", open, { input: text }),
      );
    if (item.type === "reasoning") {
      const part = { type: "reasoning_text", text };
      const { seal } = this.#tools;
      return done(
        { content: [part], ...(seal !== undefined && { encrypted_content: seal(text) }) },
        this.#inItem("response.reasoning_text.done", open, { content_index: 0, text }),
        this.#inItem("response.content_part.done", open, { content_index: 0, part }),
      );
    }
    const annotations = marksIn(text, this.#sources).map(({ start, end, source }) => ({
      type: "url_citation",
      url: source.url,
      title: source.title,
      start_index: start,
      end_index: end,
    }));
    const part = textPart(text, annotations, open.logprobs);
    return done(
      { content: [part] },
      ...annotations.map((annotation, at) =>
        this.#inItem("response.output_text.annotation.added", open, {
          content_index: 0,
          annotation_index: at,
          annotation,
        }),
      ),
      this.#inItem("response.output_text.done", open, { content_index: 0, text, logprobs: open.logprobs }),
      this.#inItem("response.content_part.done", open, { content_index: 0, part }),
    );
  }

  #inItem(type: string, { item, index }: OpenItem, fields: object): ResponseEvent {
    return this.#event(type, { item_id: item.id, output_index: index, ...fields });
  }

  #event(type: string, fields: object): ResponseEvent {
    return { type, sequence_number: this.#number++, ...fields };
  }
}

function textPart(text: string, annotations: readonly object[], logprobs: readonly object[]) {
  return { type: "output_text", text, annotations, logprobs };
}
