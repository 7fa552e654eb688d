// A name that the reply brings up and the question did not: what one would look up next. English alone, where capitals
// in the middle of a sentence mark names.

const replyUnits = 1_200;
/** Capitalised, and yet no names of anything worth asking about. */
const noName =
  /^(I|I'm|I'd|I'll|I've|English|French|German|Spanish|Italian|Chinese|Japanese|Russian|Greek|Latin|Dutch|Portuguese|Arabic|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|God|OK|TV|AM|PM|AD|BC|CE|BCE|USD|EUR|UTC|GMT|Mr|Mrs|Ms|Dr|Sir|St|North|South|East|West|Yes|No|Grok|AI|The|A|An|In|On|It|This|That)$/;
const adjective = /(ish|ese|ian|ean)$/;

/** The first such name in `reply`; null where none is sure. */
export function nameInReply(reply: string, question: string): string | null {
  const prose = reply
    .slice(0, replyUnits)
    .replace(/```[\s\S]*?(```|$)/g, " ")
    .replace(/[*_`]/g, "");
  const asked = new Set(question.toLowerCase().match(/\p{L}+/gu) ?? []);
  // What follows must not make the name part of something longer: "Paris agreement", "Python script".
  const names = prose.matchAll(
    /(?<=[\p{Ll},] )((?:the )?\p{Lu}[\p{L}'’-]+(?: (?:(?:of|de|van|von|la|le|der|da) )?\p{Lu}[\p{L}'’-]+){0,3})(?=[.,;:!?)]|\s*$|\s+(?:is|was|are|were|and|or|in|on|at|by|who|which|that|from|to|with|for|as|has|had)\b)/gu,
  );
  for (const [, found = ""] of names) {
    const name = found.replace(/['’]s$/, "");
    const words = name.replace(/^the /, "").split(" ");
    if (words.some((word) => noName.test(word)) || name.length > 36) continue;
    if (words.length === 1 && (name.length < 4 || adjective.test(name) || name === name.toUpperCase()))
      continue;
    if (words.some((word) => asked.has(word.toLowerCase()))) continue;
    return name;
  }
  return null;
}
