/**
 * What is not parsed because it would hold up the page. Such text is shown as it was written.
 *
 * The parser needs about 2 ms for 1,000 characters of ordinary prose, but more than linear time for
 * some runs of brackets and markers, which nobody writes and models in a loop do.
 */

/** A single block longer than this is shown as written; code between fences is not parsed and may be longer. */
const pieceCharsMax = 60_000;
const markersMax = 2_000;
const nestingMax = 60;

export function isTooCostly(source: string): boolean {
  if (source.length > pieceCharsMax) return true;
  if (source.length < markersMax) return nestsTooDeep(source);
  return countOf(source, /[[\]*_~`$\\<]/g) > markersMax + source.length / 4 || nestsTooDeep(source);
}

/** Whether a line opens more quotes and items than anybody can read. */
function nestsTooDeep(source: string): boolean {
  return new RegExp(`^(?:[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${nestingMax}}`, "m").test(
    source,
  );
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
