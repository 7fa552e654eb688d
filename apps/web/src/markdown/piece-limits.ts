/**
 * What is not parsed because it would hold up the page. Such text is shown as it was written.
 *
 * The parser needs about 3 ms for 1,000 characters of ordinary prose on a slow machine, but more than
 * linear time for runs of markers and for blocks of thousands of lines. Nobody writes those, but a model
 * in a loop does. Code between fences is not parsed, so it may be of any length.
 */

/** A finished block: read once. */
const finished = { charsMax: 60_000, linesMax: 2_000 };
/** The block that is still growing: read again with every delta. */
const growing = { charsMax: 12_000, linesMax: 400 };
/** Markers that need not be many compared with the text around them. */
const markersMax = 1_000;
const markersPerChar = 1 / 4;
/** Starts of comments and the like; each is searched to the end of the block. */
const tagsMax = 100;
/** Quotes and items that open on one line. */
const nestingMax = 40;

const opensTooMany = new RegExp(
  `^(?:[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${nestingMax}}`,
  "m",
);

export function isTooCostly(source: string, isGrowing = false): boolean {
  const { charsMax, linesMax } = isGrowing ? growing : finished;
  if (source.length > charsMax || hasMoreThan(source, "\n", linesMax)) return true;
  if (opensTooMany.test(source) || (source.match(/<[!?]/g)?.length ?? 0) > tagsMax) return true;
  if (source.length < markersMax) return false;
  const markers = source.match(/[[\]*_~`$\\<>|&]/g)?.length ?? 0;
  return markers > markersMax + source.length * markersPerChar;
}

function hasMoreThan(text: string, sign: string, max: number): boolean {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) if (++count > max) return true;
  return false;
}
