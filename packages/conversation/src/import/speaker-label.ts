/** A line that tells who speaks next. */
export interface Label {
  /** Null for instructions to the model. */
  readonly role: "user" | "assistant" | null;
  /** Its name, where the label is one. */
  readonly model: string;
  readonly status: "done" | "stopped" | "interrupted";
  /** How it is written: labels of one transcript are all written one way. */
  readonly style: string;
  /** What stands on the same line after it. */
  readonly rest: string;
}

const users = /^(you|user|human|me|prompt|question|我|你|用户|提问)$/i;
const assistants = /^(assistant|ai|bot|model|response|answer|助手|回答)$/i;
const models =
  /^(chatgpt|gpt[-\w. ]{0,30}|grok[-\w. ]{0,30}|claude[-\w. ]{0,30}|gemini[-\w. ]{0,30}|copilot|deepseek[-\w. ]{0,30}|qwen[-\w. ]{0,30}|llama[-\w. ]{0,30}|mistral[-\w. ]{0,30})$/i;
const systems = /^(system|系统)$/i;

/** The label in `line`, or null. */
export function labelIn(line: string): Label | null {
  if (line.length > 4_000) return plainLabel(line);
  const heading = /^(#{1,6}) +(.{1,80}?) *#*$/.exec(line);
  if (heading !== null) return speaker(heading[2]!, heading[1]!, "");
  const bold = /^(?:\*\*|__)([^*_]{1,60}?)([:：]?)(?:\*\*|__)([:：]?)(?: +(.*))?$/.exec(line);
  if (bold !== null && (bold[2] !== "" || bold[3] !== "" || bold[4] === undefined))
    return speaker(bold[1]!, "bold", bold[4] ?? "");
  return plainLabel(line);
}

function plainLabel(line: string): Label | null {
  const colon = line.slice(0, 60).search(/[:：]/);
  if (colon < 1) return null;
  return speaker(line.slice(0, colon), "plain", line.slice(colon + 1).trim());
}

function speaker(words: string, style: string, rest: string): Label | null {
  const remark = /^(.*?) *\((.*)\)$/.exec(words.trim());
  const name = (remark?.[1] ?? words)
    .replace(/[:：]$/, "")
    .replace(/ said$/i, "")
    .replace(/^\p{Extended_Pictographic}\ufe0f? */u, "")
    .trim();
  const remarks = remark?.[2] ?? "";
  const status = /stopped/.test(remarks)
    ? "stopped"
    : /interrupted|failed/.test(remarks)
      ? "interrupted"
      : "done";
  const label = (role: Label["role"], model = ""): Label => ({ role, model, status, style, rest });
  if (users.test(name)) return label("user");
  if (assistants.test(name)) return label("assistant");
  // Our own exports call every reply Grok's and tell its model apart.
  if (models.test(name)) return label("assistant", /^(grok)$/i.test(name) ? "" : name);
  if (systems.test(name)) return label(null);
  return null;
}
