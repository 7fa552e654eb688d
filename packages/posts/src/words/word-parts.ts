const contracted = /['’](t|re|ve|ll|d|m)(?=$|['’])/g;
const possessive = /['’]s$/;

/**
 * The words of a folded word with apostrophes: "don't" is one ("dont"), "mira's" is "mira", and "l'avion" is "l" and
 * "avion". Looking for "mira" or "avion" must find them.
 */
export function cutApostrophes(word: string): string[] {
  return word
    .replace(possessive, "")
    .replace(contracted, "$1")
    .split(/['’]/)
    .filter((part) => part !== "");
}
