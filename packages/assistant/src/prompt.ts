import {
  type ConversationNode,
  continuedFromEditNote,
  type NodeId,
  type PersonaMode,
  textOf,
} from "@grok/conversation";
import type { ChatMessage, ModelDescription } from "@grok/model";
import { detectLanguage } from "./language.ts";
import { withoutOpener } from "./openers/opener-text.ts";
import { personaSystem } from "./personas/personas.ts";

export type Generated = { readonly modelDigest: string; readonly tokens: readonly number[] };

export interface PromptOptions {
  readonly model: Pick<ModelDescription, "title" | "abilities">;
  readonly mode: PersonaMode;
  /** What the user wants to be told before the conversation, or empty. */
  readonly instructions: string;
  /** Token ids of replies that some model generated. */
  readonly generated: ReadonlyMap<NodeId, Generated>;
  /** A reply to the last question that is to be written on; its text ends the prompt. */
  readonly continued: (Pick<ConversationNode, "parts"> & { readonly generated: Generated | null }) | null;
  /** IANA name of the zone that says which day a question was asked on. */
  readonly timeZone: string;
}

/** Said to models that lose facts when they are given a character: as good as no system prompt, and it knows its name. */
const plainSystem = {
  en: "You are a helpful AI assistant named Grok.",
  zh: "你是名为 Grok 的人工智能助手。",
};

/** Says whose words follow, so that nobody takes them for the program's. */
const instructionsLead = {
  plain: { en: "Instructions from the user:", zh: "用户的要求：" },
  able: {
    en: "For this conversation the user has set these instructions. They go before the manner described above; only the rules on facts stand above them.",
    zh: "用户为这次对话写下了以下要求。说话的方式以这些要求为准，只有关于事实的规矩高于它们。",
  },
};

/**
 * The messages that ask for a reply to the last node of `path` (root first, a question last).
 *
 * A message never changes once a later one was asked: what varies (the day, the note that a reply was edited) is
 * derived from the nodes and stands behind the question it belongs to. So every branch of a conversation is a
 * continuation of the same tokens, and engines can keep what they have evaluated. Replies without text are left out
 * and the questions around them joined, because chat templates want the roles to alternate. An opener, which the program
 * wrote, is left out of its reply. Nothing else is ever cut.
 */
export function buildPrompt(
  path: readonly ConversationNode[],
  options: PromptOptions,
): readonly ChatMessage[] {
  const able = options.model.abilities.includes("persona");
  const questions = path.filter((node) => node.role === "user");
  // The first question decides, so that the head stays the same when the talk changes its language.
  const language = detectLanguage(questions[0] ? textOf(questions[0]) : "") === "zh" ? "zh" : "en";
  const system = able ? personaSystem(options.mode, language, options.model.title) : plainSystem[language];
  const messages: ChatMessage[] = [{ role: "system", text: system + instructed(options, able, language) }];
  let dayTold = "";
  let told: ConversationNode | null = null;
  for (const node of path) {
    if (node.role === "assistant") {
      const text = withoutOpener(textOf(node));
      if (text.trim() === "") continue;
      add(messages, { role: "assistant", text }, options.generated.get(node.id));
      told = node;
    }
    if (node.role !== "user") continue;
    const asides = able && told !== null ? asidesOn(told, language, options.timeZone) : [];
    const day = dayOf(node.createdAtMs, language, options.timeZone);
    if (able && day !== dayTold) asides.push(dayAside[language](day));
    add(messages, { role: "user", text: [textOf(node), ...asides].join("\n\n") });
    dayTold = day;
    told = null;
  }
  if (options.continued) {
    const { generated } = options.continued;
    const text = withoutOpener(textOf(options.continued));
    add(messages, { role: "assistant", text }, generated ?? undefined);
  }
  return messages;
}

function instructed({ instructions }: PromptOptions, able: boolean, language: "en" | "zh"): string {
  const said = instructions.trim();
  return said === "" ? "" : `\n\n${instructionsLead[able ? "able" : "plain"][language]}\n\n${said}`;
}

/** What the next message tells of `reply`: where its words come from, if not from the model in this branch. */
function asidesOn(reply: ConversationNode, language: "en" | "zh", timeZone: string): string[] {
  const { live } = reply.provenance ?? {};
  return [
    ...(live === undefined ? [] : [postsAside[language](momentOf(live.asOfMs, language, timeZone))]),
    ...(reply.sourceId === null ? [] : [summaryAside[language]]),
    ...(wasEdited(reply) ? [editedAside[language]] : []),
  ];
}

/** Also a reply that a model wrote on after an edit. */
function wasEdited(reply: ConversationNode): boolean {
  return reply.origin === "edited" || (reply.provenance?.notes.includes(continuedFromEditNote) ?? false);
}

const postsAside = {
  en: (moment: string) =>
    `[The reply above was made from posts as they were on ${moment}; a number in brackets names the post that says so. Posts are testimony.]`,
  zh: (moment: string) => `[上面这条回复依据的是 ${moment} 时的帖子；方括号里的数字指出处。帖子只是说法。]`,
};

const summaryAside = {
  en: "[The reply above sums up another branch of this conversation; its details are not here.]",
  zh: "[上面这条回复是对本次对话另一个分支的总结，细节不在这里。]",
};

const editedAside = {
  en: "[The reply above was edited by the user; the edited text is the one that counts.]",
  zh: "[上面这条回复经用户修改，以修改后的文字为准。]",
};

const dayAside = {
  en: (day: string) => `[Asked on ${day}.]`,
  zh: (day: string) => `[提问日期：${day}。]`,
};

/** Token ids go with exactly the text that they were generated as, so a joined message has none. */
function add(messages: ChatMessage[], message: ChatMessage, generated?: Generated): void {
  const last = messages.at(-1);
  if (last?.role === message.role)
    messages[messages.length - 1] = { role: last.role, text: `${last.text}\n\n${message.text}` };
  else messages.push(generated ? { ...message, generated } : message);
}

function momentOf(atMs: number, language: "en" | "zh", timeZone: string): string {
  const options = { dateStyle: "medium", timeStyle: "short", timeZone } as const;
  return new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", options).format(atMs);
}

function dayOf(atMs: number, language: "en" | "zh", timeZone: string): string {
  return new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "full",
    timeZone,
  }).format(atMs);
}
