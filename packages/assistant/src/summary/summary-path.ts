import { type ConversationNode, textOf } from "@grok/conversation";
import { detectLanguage } from "../language.ts";

const order = {
  en: (from: string) =>
    `[Sum up the conversation above${from} for somebody who goes on in another branch of it and cannot see it: what was asked, what was found, what stays open. Under 180 words. Only what stands above; no answer to anything that was left open.]`,
  zh: (from: string) =>
    `[把上面的对话${from}总结给在另一个分支里继续、看不到这些内容的人：问了什么，得出了什么，还有什么没有解决。三百字以内。只写上面有的内容，没有解决的问题不要替它回答。]`,
};

const from = {
  en: (beginning: string) => `, from the message that begins “${beginning}” on,`,
  zh: (beginning: string) => `从“${beginning}”开始的部分`,
};

/** So much of a message is enough to find it by. */
const beginningUnits = 60;

/**
 * The path whose prompt asks for a summary of `source`: the branch from the root, so that it begins with what the engine
 * has evaluated already, then the question at the end of `path` with the order to sum up.
 *
 * `path`: root first, ends with the question. `source`: oldest first, hanging from a node of `path`, never the root.
 */
export function summaryPath(
  path: readonly ConversationNode[],
  source: readonly ConversationNode[],
): readonly ConversationNode[] {
  const question = path.at(-1)!;
  const [first] = source;
  const fork = path.findIndex((node) => node.id === first?.parentId);
  const before = path.slice(0, fork + 1);
  const language = detectLanguage(textOf(question)) === "zh" ? "zh" : "en";
  // What both branches share needs no telling.
  const beginning = before.some((node) => node.role === "user") ? beginningOf(source) : "";
  const text = `${textOf(question)}\n\n${order[language](beginning && from[language](beginning))}`;
  return [...before, ...source, { ...question, parts: [{ type: "text", text }] }];
}

function beginningOf(source: readonly ConversationNode[]): string {
  const text = source.map(textOf).find((said) => said.trim() !== "") ?? "";
  const line = text
    .slice(0, 400)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[“”[\]]/g, "")
    .trim();
  return line.length <= beginningUnits ? line : `${line.slice(0, beginningUnits).trimEnd().toWellFormed()}…`;
}
