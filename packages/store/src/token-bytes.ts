// Token ids as LEB128: seven bits a byte, lowest first, the eighth bit set on all but the last byte of a number. Ids
// of today's vocabularies take two or three bytes instead of four.

/** `tokens`: whole numbers from 0 to 2^32 - 1. */
export function tokensToBytes(tokens: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(tokens.length * 5);
  let at = 0;
  for (const token of tokens) {
    let left = token;
    while (left > 0x7f) {
      bytes[at++] = (left & 0x7f) | 0x80;
      left = Math.floor(left / 128);
    }
    bytes[at++] = left;
  }
  return bytes.slice(0, at);
}

export function bytesToTokens(bytes: Uint8Array): number[] {
  const tokens: number[] = [];
  let token = 0;
  let scale = 1;
  for (const byte of bytes) {
    token += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) {
      tokens.push(token);
      token = 0;
      scale = 1;
    }
  }
  return tokens;
}
