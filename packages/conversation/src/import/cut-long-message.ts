import type { NodePart } from "../node.ts";
import { type ForeignMessage, partsLength } from "./foreign.ts";

/** Most UTF-16 units of one planted message: in UTF-8 they stay within what a message may hold. */
export const lengthMax = 5 * 1024 * 1024;

/** A message longer than one can be, as several in a row; the last keeps the key, since what follows hangs from it. */
export function cutLong(message: ForeignMessage): readonly ForeignMessage[] {
  if (partsLength(message.parts) <= lengthMax) return [message];
  const pieces: NodePart[][] = [[]];
  let room = lengthMax;
  for (const part of message.parts) {
    for (let at = 0; at < part.text.length; ) {
      let end = Math.min(part.text.length, at + room);
      if (end < part.text.length && (part.text.charCodeAt(end) & 0xfc00) === 0xdc00) end--;
      if (end > at) pieces.at(-1)!.push({ ...part, text: part.text.slice(at, end) });
      room -= end - at;
      at = end;
      if (at < part.text.length) {
        pieces.push([]);
        room = lengthMax;
      }
    }
  }
  const keys = pieces.map((_, at) =>
    at === pieces.length - 1 ? message.key : `${message.key}#part${at + 1}`,
  );
  return pieces.map((parts, at) => ({
    ...message,
    key: keys[at]!,
    parentKey: at === 0 ? message.parentKey : keys[at - 1]!,
    parts,
  }));
}
