import { ProtocolError } from "./protocol-error.ts";

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Writes the 16 bytes of `uuid` (8-4-4-4-12, either case) at `offset`. Throws `ProtocolError` on other texts. */
export function writeUuid(target: Uint8Array, offset: number, uuid: string): void {
  let at = offset;
  for (let i = 0; i < 36; i += 2) {
    if (i === 8 || i === 13 || i === 18 || i === 23) i++;
    const high = hexDigit(uuid.charCodeAt(i));
    const low = hexDigit(uuid.charCodeAt(i + 1));
    if (high < 0 || low < 0 || uuid.length !== 36)
      throw new ProtocolError("bad-message", `"${uuid.slice(0, 40)}" is not a UUID`);
    target[at++] = high * 16 + low;
  }
}

/** The lower-case text of the 16 bytes at `offset`. */
export function readUuid(source: Uint8Array, offset: number): string {
  let text = "";
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += "-";
    text += hexOfByte[source[offset + i]!];
  }
  return text;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
