// A key as people hold it: "xai-", 43 base-62 digits of a random 256-bit number, and 6 of a CRC-32 of what stands
// before. The checksum tells a key that was cut or mistyped from one that is unknown, and lets scanners for leaked
// secrets find keys without asking anybody.
import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const prefix = "xai-";
const secretLength = 43;
const checksumLength = 6;
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const form = new RegExp(`^${prefix}[0-9A-Za-z]{${secretLength + checksumLength}}$`);

/** `bytes`: 32 random ones; only tests give their own. */
export function newKeyText(bytes: Uint8Array = randomBytes(32)): string {
  const number = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  return withChecksum(`${prefix}${inDigits(number, secretLength)}`);
}

/** Whether `text` has the form of a key and its checksum is right; says nothing of whether it is known. */
export function isKeyText(text: string): boolean {
  return form.test(text) && withChecksum(text.slice(0, -checksumLength)) === text;
}

/** What may be shown of it: "xai-…k3Fp". */
export function redactKey(text: string): string {
  return `${prefix}…${text.slice(-4)}`;
}

/**
 * What is stored of it. A plain SHA-256 is enough: slow hashes such as scrypt make up for passwords that can be
 * guessed, and nobody guesses one of 2^256 random numbers; and a slow one would be paid on every request.
 */
export function hashKey(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function withChecksum(text: string): string {
  return `${text}${inDigits(BigInt(crc32(text)), checksumLength)}`;
}

function inDigits(number: bigint, length: number): string {
  let text = "";
  for (let rest = number; text.length < length; rest /= 62n) text = digits[Number(rest % 62n)] + text;
  return text;
}
