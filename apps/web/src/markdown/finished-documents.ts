/**
 * The last finished messages that were read, so that one that scrolls out of the page and back in is not
 * parsed again.
 */

import type { MarkdownDocument } from "./markdown-document.ts";

/** What is kept, in UTF-16 units of Markdown over all messages. */
const keptCharsMax = 500_000;

export interface FinishedDocuments {
  recall(text: string): MarkdownDocument | undefined;
  keep(document: MarkdownDocument): void;
}

/** Drops the messages that were asked for longest ago once there are too many characters. */
export function createFinishedDocuments(charsMax = keptCharsMax): FinishedDocuments {
  const kept = new Map<string, MarkdownDocument>();
  let chars = 0;
  const drop = (text: string) => {
    if (kept.delete(text)) chars -= text.length;
  };
  const put = (text: string, document: MarkdownDocument) => {
    drop(text);
    kept.set(text, document);
    chars += text.length;
    for (const oldest of kept.keys()) {
      if (chars <= charsMax) break;
      drop(oldest);
    }
  };
  return {
    recall(text) {
      const document = kept.get(text);
      if (document !== undefined) put(text, document);
      return document;
    },
    keep(document) {
      if (!document.live && document.text !== "") put(document.text, document);
    },
  };
}
