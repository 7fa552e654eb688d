import type { ModelPart } from "@grok/model";

/** Something that an answer rests on. A mark "[n]" in the answer's text points to the source of that number. */
export interface AnswerSource {
  /** From 1, unique within an answer. */
  readonly number: number;
  /** http or https. */
  readonly url: string;
  /** For people: who said it, or what the page is called. */
  readonly title: string;
}

/**
 * One step of an answer as the API gives it: a model's parts, and between them what the server did itself. Whatever a
 * model was asked in between, there is one `start` and one `finish`, with the usage of all of it. Failures are thrown.
 */
export type AnswerPart =
  | Exclude<ModelPart, { type: "error" }>
  /** The server uses a tool of its own; `input` is the JSON text of its arguments. */
  | {
      readonly type: "server-tool-start";
      readonly id: string;
      readonly name: "x_search";
      readonly input: string;
    }
  /** `sources`: what it found that has an address; their numbers go on from those before. */
  | { readonly type: "server-tool-end"; readonly id: string; readonly sources: readonly AnswerSource[] };
