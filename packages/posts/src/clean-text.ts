// Text of strangers as text and nothing else: what cannot be seen, turns the direction of what follows, or hides words
// from people while programs read them is taken out. What scripts and emoji need to be drawn stays.

/** Anything that the slow path could have to change: all but printable ASCII and line feeds. */
const unusual = /[^\n -~]/;

const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

// Joiners are spelling in Persian and in the scripts of India, and glue in emoji; anywhere else they only hide.
const spelled =
  "[\\p{Script=Arab}\\p{Script=Syrc}\\p{Script=Mong}\\p{Script=Deva}\\p{Script=Beng}\\p{Script=Guru}\\p{Script=Gujr}\\p{Script=Orya}\\p{Script=Taml}\\p{Script=Telu}\\p{Script=Knda}\\p{Script=Mlym}\\p{Script=Sinh}\\p{Script=Khmr}\\p{Script=Mymr}]";
const emoji = "[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f]";
const joiners = new RegExp(
  `((?<=${spelled})[\\u200c\\u200d](?=${spelled})|(?<=${emoji})\\u200d(?=\\p{Extended_Pictographic}))|[\\u200c\\u200d]`,
  "gv",
);

/**
 * Controls, formats (direction, zero width, tag characters that spell hidden ASCII), lone surrogates, the selectors
 * and fillers that draw nothing. Line feeds and joiners are for the rules above.
 */
const invisible =
  /[[\p{Cc}\p{Cf}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0d\uffa0\u{e0100}-\u{e01ef}]--[\n\u200c\u200d]]/gv;

/** More marks on one letter than any language writes: they would be drawn over the lines around. */
const pileOfMarks = /(\p{M}{6})\p{M}+/gu;

/** `text` in NFC without what must not be shown, at most `lengthMax` UTF-16 units, without space at its ends. */
export function cleanText(text: string, lengthMax: number): string {
  // Normalising is the costly step, and composed text is at most so much shorter than what came.
  const cut = text.length > lengthMax * 4 ? text.slice(0, lengthMax * 4) : text;
  const clean = unusual.test(cut) ? cleanUnusual(cut) : cut;
  return shorten(clean.trim(), lengthMax);
}

/** As `cleanText`, on one line. */
export function cleanLine(text: string, lengthMax: number): string {
  return cleanText(text, lengthMax).replace(/\s+/g, " ");
}

function cleanUnusual(text: string): string {
  return text
    .replace(lineBreaks, "\n")
    .replaceAll("\t", " ")
    .replace(invisible, "")
    .replace(joiners, "$1")
    .normalize("NFC")
    .replace(pileOfMarks, "$1");
}

/** Never between the halves of a character. */
function shorten(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const last = text.charCodeAt(lengthMax - 1);
  const half = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, half ? lengthMax - 1 : lengthMax).trimEnd();
}
