import { plainTextOf } from "../markdown/plain-text.ts";

/** Enough for one line, whatever marks stand in it. */
const readCharsMax = 400;
const shownCharsMax = 120;

/** The first line of a reply that says something, without its marks. */
export function excerptOfReply(text: string): string {
  const [line = ""] = plainTextOf(text, readCharsMax)
    .trim()
    .split(/\s*\n\s*/);
  return line.length > shownCharsMax ? `${line.slice(0, shownCharsMax).trimEnd()}…` : line;
}
