const leads: readonly RegExp[] = [
  /^(hi|hello|hey|hiya|good (morning|afternoon|evening)|dear grok|greetings)\b( there| grok| all| everyone)?[\s,.!:;-]*/i,
  /^(ok(ay)?|so|well|now|also|and|but|then|right|grok|thanks|thank you|great|cool|sorry|hmm+|um+|yes|no|please|pls|kindly|just|quick question|question)\b[\s,.!:;-]+/i,
  /^(can|could|would|will) (you|u|anyone|someone)( please| pls| kindly| maybe| just| also)* (?=\w)/i,
  /^(do you know|do you happen to know|any idea|i wonder|i was wondering|i'm wondering|i(?:'d| would) (?:like|love) to know|i (?:want|need) to (?:know|understand)|i'm trying to understand|tell me|explain(?: to me)?|can anyone tell me|remind me|describe|help me understand|please tell me)\s+(?=(?:what|how|why|who|when|where|which|if|whether)\b)/i,
  /^(i (?:want|need)|i(?:'d| would) like|i'm trying|i'd love) (?:you )?to (?=(?:write|learn|make|create|build|plan|know|translate|find|compare|draft|compose)\b)/i,
  /^(show|teach|tell) me (?=how\b)/i,
  /^help me (?:to |with )?(?=\w)/i,
];

/** What is said about the manner of the answer, not about its matter. */
const manners =
  /[\s,]+(like i'?m (five|5|a (child|kid|beginner))|to me|to a (child|kid|beginner|five[- ]year[- ]old)|in (simple|plain|easy|layman'?s) (terms|words|english|language)|in (a few|one|two|three|100|50) (words|sentences?|lines)|in (short|brief|detail|depth)|briefly|simply|please|pls|for (me|beginners|dummies)|step by step|asap|thanks?( you)?|exactly|again|anyway|actually|by the way)[\s.?!]*$/i;

/** Longer sentences are material. */
const unitsMax = 400;

/** The sentence of `prose` that asks, without courtesies and marks: the last with a question mark, else the first that says anything. */
export function decidingEnglish(prose: string): string {
  const sentences = prose
    .split(/[\n\r]+|(?<=[.!?…][)"'”’]?)\s+(?=\S)/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  const asking = sentences.findLast((sentence) => /\?["”')]?$/.test(sentence));
  const sentence = asking ?? sentences.find((candidate) => withoutLeads(candidate) !== "") ?? "";
  return withoutManners(withoutLeads(unshouted(sentence.slice(0, unitsMax))));
}

/** Whether the asker speaks of their own affairs; "how do I" and "give me" are ways of asking. */
export function isAboutTheAsker(asked: string): boolean {
  const matter = asked
    .replace(/^((how|what|where|when|why) )?(should|can|could|do|did|is|would|must) (i|we)\b/i, "")
    .replace(/^(\w+) (me|us)\b/i, "$1");
  return /\b(my|mine|myself|our|me|us|we|i'm|i've|i'd)\b|\bi (?=[a-z])|(?<=\b(am|was|do|did|can|should|have) )i\b/i.test(
    matter,
  );
}

/** Capitals throughout hide which words are names. */
function unshouted(sentence: string): string {
  const shouts = sentence === sentence.toUpperCase() && (sentence.match(/\p{Lu}/gu)?.length ?? 0) > 8;
  return shouts ? sentence.toLowerCase() : sentence;
}

function withoutLeads(sentence: string): string {
  let rest = sentence.trim();
  for (let round = 0; round < 6; round++) {
    const before = rest;
    for (const lead of leads) rest = rest.replace(lead, "");
    if (rest === before) break;
  }
  return rest.trim();
}

function withoutManners(sentence: string): string {
  const ended = sentence.replace(/[\s?.!…]+$/u, "");
  return ended
    .replace(manners, "")
    .replace(manners, "")
    .replace(/[\s?.!…,]+$/u, "");
}
