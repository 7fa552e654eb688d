import { type Sum, workOut } from "./arithmetic.ts";

// Finds the bare sum in a question: "what is 17*23?", "17 times 23", "17乘以23等于多少". Dates, scores, telephone numbers
// and the like are written with the same signs, so without a word that asks for a result only spaced-out or
// unmistakable signs count.

const unitsMax = 300;

const englishOpenings =
  /^(?:(?:hi|hello|hey|ok|okay|so|well|and|now|grok|please|quick(?: question)?)[\s,:]+)*(?:(?:can|could|would) you (?:please )?)?(calculate|compute|evaluate|work out|solve|what(?:'s| is| does| do|s)?|how much (?:is|are|does|do)|tell me(?: what(?:'s| is)?)?|do you know what(?:'s| is))\s+(?:the (?:result|value|sum|product|answer) of\s+|the answer to\s+)?/;
const englishEndings =
  /\s*(?:(?:equals?|equal to|make|makes|come to|is)(?:\s+(?:what|how much))?|=\s*(?:what|x)?|=)?\s*(?:,?\s*(?:please|grok|thanks|for me))*\s*[?？.]*$/;
const chineseOpenings =
  /^(?:请问|请|帮我|帮忙|麻烦|你能|能不能|可以)*(?:计算一下|计算|算一下|算算|算|求)?[\s:：]*/;
const chineseEndings =
  /\s*(?:(?:等于|得|是|=)(?:多少|几|什么)?|的(?:结果|值|和|积|差|商)(?:是多少|是几|是什么)?|一共是?多少)?[呢呀啊吗]?\s*[?？。=＝]*$/;

const englishWords: readonly (readonly [RegExp, string])[] = [
  [/\bto the power of\b|\braised to\b/g, "^"],
  [/(?<=[\d)]) squared\b/g, "^2"],
  [/(?<=[\d)]) cubed\b/g, "^3"],
  [/\bmultiplied by\b|\btimes\b/g, "*"],
  [/\bdivided by\b/g, "/"],
  [/\bplus\b/g, "+"],
  [/\bminus\b/g, "-"],
  [/\bmod(?:ulo)?\b/g, "% "],
  [/\bper ?cent\b/g, "%"],
];

const chineseWords: readonly (readonly [RegExp, string])[] = [
  [/(?:的)?平方/g, "^2"],
  [/(?:的)?立方/g, "^3"],
  [/的(\d+)次方/g, "^$1"],
  [/乘以|乘上|乘/g, "*"],
  [/除以/g, "/"],
  [/加上|加/g, "+"],
  [/减去|减/g, "-"],
];

/** What `question` asks to be worked out; null where it asks for anything else. */
export function sumIn(question: string): Sum | null {
  if (question.length > unitsMax) return null;
  const text = question
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[×⋅·]/g, "*")
    .replace(/÷/g, "/")
    .replace(/[−–]/g, "-")
    .trim();
  if (!/\d/.test(text)) return null;
  const isChinese = /\p{Script=Han}/u.test(text);
  const [openings, endings, words] = isChinese
    ? [chineseOpenings, chineseEndings, chineseWords]
    : [englishOpenings, englishEndings, englishWords];

  const rest = text.replace(openings, "");
  const bare = rest.replace(endings, "");
  const spelt = words.reduce((sum, [word, sign]) => sum.replace(word, sign), bare);
  // "2 x 4" is a product, "2x4" is timber and "2x" algebra.
  const expression = spelt.replace(/(?<=[\d)]) x (?=[\d(])/g, " * ");
  const asked =
    rest !== text || spelt !== bare || /[=＝]\s*[?？]?\s*$/.test(text) || /多少|[得是]几/.test(text);
  return mayBeSum(expression, asked) ? workOut(expression) : null;
}

/** Whether signs stand for operations here. `asked`: words around it say so. */
function mayBeSum(expression: string, asked: boolean): boolean {
  // Dates, telephone numbers, serial numbers.
  if (/^\+?\d+(?:-\d+){2,}$/.test(expression) || /^\d{1,4}\/\d{1,2}\/\d{1,4}$/.test(expression)) return false;
  if (/^(\d{3}-\d{4}|(19|20)\d\d-((19|20)?\d\d|\d{1,2}))$/.test(expression)) return false;
  const pair = /^(\d+)([-/%])(\d+)$/.exec(expression);
  if (pair === null) return true;
  const [, left = "", sign, right = ""] = pair;
  // "555-1234" and "2-1" are numbers and results before they are subtractions.
  if (sign === "-") return asked;
  // "24/7", "9/11" and "50/50" are words; a division that comes out even hardly ever is.
  const isEven = Number(right) === 0 || Number(left) % Number(right) === 0;
  return asked && left !== right && isEven;
}
