/**
 * The byte at `index` of a token as a vocabulary spells it in its file; undefined where it is part of a whole
 * character, or past the end. `kind`: the file's `tokenizer.ggml.model`.
 */
export function partialByte(spelling: string, index: number, kind: string | undefined): number | undefined {
  if (kind === "gpt2") {
    const byte = gptBytes.get(spelling.at(index) ?? "");
    return byte !== undefined && byte >= 0x80 ? byte : undefined;
  }
  const hex = /^<0x([89A-F][0-9A-F])>$/.exec(spelling)?.[1];
  return hex === undefined ? undefined : Number.parseInt(hex, 16);
}

/** All bytes of a token as a vocabulary spells it in its file. */
export function tokenBytes(spelling: string, kind: string | undefined): number[] {
  if (kind === "gpt2") {
    const bytes = [...spelling].map((letter) => gptBytes.get(letter));
    // What was added to such a vocabulary later is spelled as it is.
    if (bytes.every((byte) => byte !== undefined)) return bytes;
    return [...new TextEncoder().encode(spelling)];
  }
  const hex = /^<0x([0-9A-F]{2})>$/.exec(spelling)?.[1];
  if (hex !== undefined) return [Number.parseInt(hex, 16)];
  return [...new TextEncoder().encode(spelling.replaceAll("\u2581", " "))];
}

/** GPT-2's letters for bytes (`bytes_to_unicode` in its encoder): what shows stands for itself, the rest from U+0100 on. */
const gptBytes = new Map<string, number>();
for (let byte = 0, next = 256; byte < 256; byte++) {
  const shows = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
  gptBytes.set(String.fromCodePoint(shows ? byte : next++), byte);
}
