// Renders a model's own chat template. Messages are put in as marks and taken out again, so that the template's words
// (which may hold control tokens) and people's words (which must not) stay apart, and so that token ids that the
// model generated can take the place of their text.

import type { ChatRole } from "@grok/model";
import { Template } from "@huggingface/jinja";
import { breakMark } from "../tools/disarm.ts";
import { messageMark, splitAtMarks } from "./message-marks.ts";

/** A stretch of a prompt: the template's own text, plain text, or the content of message number `index`. */
export type PromptPiece =
  | { type: "template"; text: string }
  | { type: "text"; text: string }
  | { type: "message"; index: number };

export interface TemplateRequest {
  roles: readonly ChatRole[];
  /** What messages have besides, by their number, in the template's own words. `content` takes the message's place. */
  more?: readonly (Readonly<Record<string, unknown>> | undefined)[];
  /** In the template's own words. */
  tools?: readonly unknown[];
  /** Leave the last message, the assistant's, open instead of beginning an answer. */
  continueLast: boolean;
  /** False to end behind the last message instead of beginning an answer. Default true. */
  open?: boolean;
  /** For templates with a switch; undefined leaves it at the template's default. */
  reasoning: boolean | undefined;
}

/** Spellings of the tokens that templates ask for by name. */
export interface TemplateTokens {
  bos: string;
  eos: string;
}

/** A model's chat template, parsed once. */
export class JinjaPrompt {
  readonly #template: Template;
  readonly #tokens: TemplateTokens;

  /** Throws where the source is no template that can be parsed. */
  constructor(source: string, tokens: TemplateTokens) {
    this.#template = new Template(source);
    this.#tokens = tokens;
  }

  /**
   * The pieces of a prompt, in order, each message in exactly one of them.
   *
   * Templates that refuse two messages of one role in a row, or a system message, get them joined. Throws where the
   * template cannot say a conversation even so.
   */
  render(request: TemplateRequest): PromptPiece[] {
    const messages = request.roles.map((role, index) => ({
      role,
      content: messageMark(index),
      ...request.more?.[index],
    }));
    let failure: unknown;
    for (const variant of [messages, joinEqualRoles(messages), joinEqualRoles(systemIntoUser(messages))]) {
      try {
        return this.#renderMessages(variant, request);
      } catch (error) {
        failure ??= error;
      }
    }
    throw failure;
  }

  #renderMessages(messages: readonly TemplateMessage[], request: TemplateRequest): PromptPiece[] {
    const rendered = this.#template.render({
      messages,
      ...(request.tools && { tools: request.tools }),
      add_generation_prompt: !request.continueLast && request.open !== false,
      bos_token: this.#tokens.bos,
      eos_token: this.#tokens.eos,
      // The names under which templates know the switch.
      ...(request.reasoning === undefined
        ? {}
        : { enable_thinking: request.reasoning, thinking: request.reasoning }),
    });
    const pieces = piecesOf(rendered, request.continueLast ? request.roles.length - 1 : undefined);
    for (const [index, role] of request.roles.entries()) {
      if (request.more?.[index]?.content !== undefined) continue;
      if (pieces.filter((piece) => piece.type === "message" && piece.index === index).length === 1) continue;
      throw new Error(`the model's chat template does not show the ${role} message ${index + 1}`);
    }
    return pieces;
  }
}

/** `last`: the message to end with; what the template puts behind it is cut off. */
function piecesOf(rendered: string, last: number | undefined): PromptPiece[] {
  const pieces = splitAtMarks(rendered).flatMap((part): PromptPiece[] => {
    if (typeof part === "number") return [{ type: "message", index: part }];
    return part.split(breakMark).map((text) => ({ type: "template", text }));
  });
  if (last === undefined) return pieces;
  const end = pieces.findIndex((piece) => piece.type === "message" && piece.index === last);
  return pieces.slice(0, end + 1);
}

interface TemplateMessage {
  role: string;
  content: string;
  tool_calls?: unknown;
}

function joinEqualRoles(messages: readonly TemplateMessage[]) {
  const joined: TemplateMessage[] = [];
  for (const message of messages) {
    const before = joined.at(-1);
    const apart = message.role === "tool" || message.tool_calls || before?.tool_calls;
    if (before?.role === message.role && !apart) before.content += `\n\n${message.content}`;
    else joined.push({ ...message });
  }
  return joined;
}

function systemIntoUser(messages: readonly TemplateMessage[]) {
  return messages.map((message) => (message.role === "system" ? { ...message, role: "user" } : message));
}
