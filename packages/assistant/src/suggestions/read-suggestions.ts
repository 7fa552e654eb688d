import { isIn, isShowable, restates, sameSuggestion, suggestionsMax } from "./suggestion-rules.ts";

/** A model's answer is read no further. */
const unitsRead = 8_000;
const candidatesMax = 20;

/** Words that an English suggestion without a question mark may begin with. */
const orders =
  /^(explain|give|show|tell|compare|describe|list|make|write|turn|put|sum|summari[sz]e|suggest|name|walk|argue|translate|rewrite|add|try|help|imagine|rank|draw|find|convert|expand|retell|sketch)\b/i;
const ordersChinese =
  /^(请|解释|举|给|说|讲|列|写|比较|换|再|用|把|总结|概括|介绍|翻译|改|推荐|详细|继续|画)/;

/**
 * The questions in what a model wrote, best first, at most three. Lenient about the form (JSON whole, cut or wrapped,
 * numbered lines), strict about the questions: in `language` ("" is any), short, printable, without addresses, none of
 * them a repetition of `questions`.
 */
export function readSuggestions(
  text: string,
  questions: readonly string[],
  language: string,
): readonly string[] {
  const kept: string[] = [];
  for (const candidate of candidatesIn(text.slice(0, unitsRead))) {
    const suggestion = candidate
      .normalize("NFC")
      .replace(/[ \t]+/g, " ")
      .trim();
    const asks = /[?？؟]$/.test(suggestion) || orders.test(suggestion) || ordersChinese.test(suggestion);
    if (!asks || !isShowable(suggestion) || !isIn(suggestion, language)) continue;
    if (questions.some((question) => restates(suggestion, question))) continue;
    if (kept.some((other) => sameSuggestion(other, suggestion))) continue;
    kept.push(suggestion);
    if (kept.length === suggestionsMax) break;
  }
  return kept;
}

function candidatesIn(text: string): readonly string[] {
  const whole = stringsOf(parsed(text)) ?? stringsOf(parsed(/[[{][\s\S]*[\]}]/.exec(text)?.[0] ?? ""));
  if (whole !== null) return whole.slice(0, candidatesMax);
  // JSON that was cut: every string that was closed, the names of fields aside.
  if (/^\s*(```\w*\s*)?[[{]/.test(text))
    return [...text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?/g)]
      .filter(([, , colon]) => colon === undefined)
      .slice(0, candidatesMax)
      .map(([, quoted = ""]) => parsed(quoted))
      .filter((found) => typeof found === "string");
  return text
    .split("\n", candidatesMax)
    .map((line) => line.replace(/^\s*([-*•]|\d{1,2}[.)、])\s*/, "").replace(/^["“](.*)["”]$/, "$1"));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The strings of an array, or of the first array in an object. */
function stringsOf(value: unknown): readonly string[] | null {
  const list = Array.isArray(value)
    ? value
    : typeof value === "object" && value !== null
      ? Object.values(value).find(Array.isArray)
      : undefined;
  if (!Array.isArray(list)) return null;
  return list.flatMap((entry: unknown) => {
    if (typeof entry === "string") return [entry];
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return [];
    const text = Object.values(entry).find((field) => typeof field === "string");
    return typeof text === "string" ? [text] : [];
  });
}
