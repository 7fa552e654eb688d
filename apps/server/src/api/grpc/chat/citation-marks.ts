import { create } from "@bufbuild/protobuf";
import type { AnswerSource } from "@grok/dialects";
import { xai } from "@grok/protocol";

/** A mark that is only begun: its end may come with the next piece. */
const begun = /\[\d{0,4}$/;

/** Finds the marks "[n]" that point to sources, in a text that comes in pieces. */
export class CitationMarks {
  /** The begun mark at the end of what came. */
  #held = "";
  /** Unicode code points before it. */
  #before = 0;

  /** The marks that `text` completes. */
  take(text: string, sources: readonly AnswerSource[]): xai.InlineCitation[] {
    const all = this.#held + text;
    const found: xai.InlineCitation[] = [];
    for (const match of all.matchAll(/\[(\d{1,4})\]/g)) {
      const source = sources.find(({ number }) => number === Number(match[1]));
      if (source === undefined) continue;
      const startIndex = this.#before + codePoints(all.slice(0, match.index));
      found.push(
        create(xai.InlineCitationSchema, {
          id: match[1]!,
          startIndex,
          endIndex: startIndex + match[0].length,
          citation: { case: isX(source.url) ? "xCitation" : "webCitation", value: { url: source.url } },
        }),
      );
    }
    this.#held = begun.exec(all)?.[0] ?? "";
    this.#before += codePoints(all) - this.#held.length;
    return found;
  }
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function isX(url: string): boolean {
  return /^(www\.)?(x|twitter)\.com$/.test(URL.parse(url)?.hostname ?? "");
}
