// The words in braces of a user's own command. Filled in one pass: what is put in is never read again, so that braces
// in it stay braces.

/** Filled in by themselves where there is anything to fill in. */
export const knownWords = ["text", "selection", "reply", "date"] as const;

/** Longer ones are no names. */
const word = /\{\{|\}\}|\{([\p{L}\p{N}_](?:[\p{L}\p{N}_ -]{0,38}[\p{L}\p{N}_])?)\}/gu;

/** The words in braces, each once, in the order in which they stand. "{{" and "}}" are braces and no word. */
export function wordsIn(template: string): readonly string[] {
  const found = [...template.matchAll(word)].flatMap(([, name]) => (name === undefined ? [] : [name]));
  return [...new Set(found)];
}

/**
 * The template with its words filled in; one without a value becomes empty. `values.text` goes to the end, after a
 * blank line, where the template has no place for it.
 */
export function fillPrompt(template: string, values: Readonly<Record<string, string>>): string {
  const value = (name: string) => (Object.hasOwn(values, name) ? values[name]! : "");
  const filled = template.replace(word, (braces, name: string | undefined) =>
    name === undefined ? braces[0]! : value(name),
  );
  const left = wordsIn(template).includes("text") ? "" : value("text").trim();
  return left === "" ? filled : `${filled}\n\n${left}`;
}
