import type { Intent } from "./question-reading.ts";

const programming =
  /\b(code|function|script|program|class|regex|regular expression|sql|query|api|algorithm|unit tests?|python|javascript|typescript|java|c\+\+|c#|rust|golang|kotlin|swift|php|ruby|bash|shell|html|css|react|vue|django|docker|git|npm|array|loop|compiler|recursion)\b/i;
const broken =
  /\b(error|errors|exception|bug|buggy|traceback|stack ?trace|fix|debug|fails?|failing|crash(es|ed|ing)?|undefined|segfault|(does ?n[o']t|won'?t|not) (work|working|compile|run|build|start|install))\b/i;

/** The first whose expressions all match decides. */
const tasks: readonly (readonly [Intent, ...RegExp[]])[] = [
  ["fix", programming, broken],
  [
    "code",
    programming,
    /^(write|create|make|build|implement|generate|code|give|show|refactor|optimi[sz]e|review)\b/i,
  ],
  [
    "translate",
    /^translate\b|^how (do|would) (you|i|we) say\b|\b(in|into|to) (french|german|spanish|italian|japanese|chinese|korean|russian|latin|portuguese|arabic)$/i,
  ],
  ["summarise", /^(summari[sz]e|sum up|condense|tl;?dr)\b/i],
  [
    "rework",
    /^(proofread|rewrite|rephrase|paraphrase|reword|shorten|correct|edit|simplify|polish|improve|make (this|it|that))\b/i,
  ],
];

/** These are asked for by an order, and named in many a question. */
const orders: readonly (readonly [Intent, ...RegExp[]])[] = [
  ["verse", /\b(poem|haiku|limerick|sonnet|ode|verse|verses|song|lyrics|rhyme|ballad)\b/i],
  [
    "story",
    /\b(story|tale|fable|fairy ?tale|novel|scene|dialogue|screenplay)\b/i,
    /^(write|tell|make|create|continue|invent|compose|give|a|short)\b/i,
  ],
  [
    "letter",
    /\b(letter|e-?mail|message|note|invitation|complaint|application|reply|toast|speech)\b/i,
    /^(write|draft|compose|create|make|prepare|an?|reply|respond)\b/i,
  ],
  [
    "plan",
    /^(plan|organi[sz]e|schedule)\b|\b(itinerary|(study|meal|workout|training|lesson|business) plan|roadmap|schedule for|plan for|checklist for)\b/i,
  ],
  ["list", /^(list|name|suggest|recommend|brainstorm|enumerate)\b/i],
  [
    "list",
    /^(give|show|find) (me |us )?(some|a few|a list|several|\d+|two|three|four|five|six|seven|ten|examples|ideas|tips)\b/i,
  ],
  ["list", /^(best|top \d+|ideas|tips|examples|ways|some|a few|several|\d{1,2}) [a-z]{3,}/i],
  ["write", /^(write|compose|draft|invent|imagine)\b/i],
];

const wondering = /^(what|how|why|who|when|where|which|is|are|was|were|do|does|did|should|has|have)\b/i;

/** What is to be made, as `asked` has it; null where nothing is. */
export function englishTask(asked: string): Intent | null {
  const rules = wondering.test(asked) ? tasks : [...tasks, ...orders];
  return rules.find(([, ...expressions]) => expressions.every((words) => words.test(asked)))?.[0] ?? null;
}

/** Whether `prose` says of the code beside it that it does not work. */
export function saysItIsBroken(prose: string): boolean {
  return broken.test(prose);
}
