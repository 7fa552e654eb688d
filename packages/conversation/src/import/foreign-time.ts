/** The greatest time that an id can hold. */
const timeMax = 0xffff_ffff_ffff;

/** Below this a number counts seconds: as milliseconds it would lie in March 1973, before any of these programs. */
const secondsBelow = 100_000_000_000;

/**
 * A date of another program in whole milliseconds since 1970: a number of seconds or milliseconds, or ISO text, which
 * without a zone is taken as UTC so that every machine makes the same ids of it. Null for everything else.
 */
export function foreignTime(value: unknown): number | null {
  if (typeof value === "string") {
    const text = value.trim().replace(" ", "T");
    const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes("T") ? text : `${text}Z`;
    return inRange(Date.parse(zoned));
  }
  // MongoDB's own exports wrap dates.
  if (typeof value === "object" && value !== null && "$date" in value) return foreignTime(value.$date);
  if (typeof value !== "number") return null;
  return inRange(Math.round(value < secondsBelow ? value * 1000 : value));
}

function inRange(ms: number): number | null {
  return Number.isFinite(ms) && ms > 0 && ms <= timeMax ? ms : null;
}
