import { ConversationError } from "./conversation-error.ts";
import type { NodePart } from "./node.ts";

/** Most bytes (UTF-8) of a message that a person writes: about 500 pages. */
export const messageBytesMax = 1024 * 1024;
/** Most bytes of a message that a program wrote: a reply, an import. Far beyond any model's context. */
export const replyBytesMax = 16 * 1024 * 1024;

/** Length of `text` in UTF-8. Lone surrogates count as the three bytes of the mark that replaces them. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    const pairs = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    // A pair is two units and four bytes.
    if (pairs) at++;
  }
  return bytes;
}

/** Throws "bad-input" unless `text` is well-formed Unicode without NUL, of at most `bytesMax` bytes. */
export function checkText(text: string, bytesMax: number, what: string): void {
  if (!text.isWellFormed())
    throw new ConversationError("bad-input", `${what} holds half a character (a lone surrogate)`);
  const nul = text.indexOf("\0");
  if (nul !== -1) throw new ConversationError("bad-input", `${what} holds a NUL character at place ${nul}`);
  // No UTF-16 unit takes more than three bytes, so short texts need no counting.
  if (text.length * 3 <= bytesMax) return;
  const bytes = text.length > bytesMax ? text.length : utf8Bytes(text);
  if (bytes > bytesMax)
    throw new ConversationError(
      "bad-input",
      `${what} is ${bytes > text.length ? bytes : `at least ${bytes}`} bytes long, the limit is ${bytesMax}`,
    );
}

/** `text` as it can be stored: what a model wrote may hold NULs and halves of characters, and is not refused. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}

/** Parts of a reply as they can be stored. */
export function cleanParts(parts: readonly NodePart[]): NodePart[] {
  return parts.map((part) => ({ ...part, text: cleanText(part.text) }));
}
