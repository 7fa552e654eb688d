import { UUID, V7Generator } from "uuidv7";
import { ConversationError } from "./conversation-error.ts";

/** Gives a random whole number from 0 to 2^32 - 1; must be fit for cryptography where ids must not be guessed. */
export type RandomUint32 = () => number;

/**
 * Lower-case hex of a cryptographic hash of the UTF-8 bytes of `text`, at least 32 digits. Comes from the caller,
 * because a pure package has no hash of its own; SHA-256 is the one to pass.
 */
export type Digest = (text: string) => string;

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether `text` is a UUIDv7 in the one form that is stored: lower case with hyphens. */
export function isUuidV7(text: string): boolean {
  return uuidV7.test(text);
}

/** One UUIDv7 (RFC 9562, section 5.7). Ids of one millisecond stand in no particular order; see `idMaker`. */
export function newId(nowMs: number, random: RandomUint32): string {
  return UUID.fromFieldsV7(nowMs, random() & 0xfff, random() >>> 2, random() >>> 0).toString();
}

/**
 * A maker of UUIDv7s, each greater than the one before, also within one millisecond and when the clock steps back by
 * up to ten seconds. One for each process or tab.
 */
export function idMaker(random: RandomUint32): (nowMs: number) => string {
  const generator = new V7Generator({ nextUint32: () => random() >>> 0 });
  return (nowMs) => generator.generateOrResetWithTs(nowMs).toString();
}

/**
 * The id of something that another program made: the same `key` and time always give the same id, so that importing
 * a file twice brings nothing twice, and siblings keep the order of their dates.
 *
 * `createdAtMs`: 0 where the other program kept no time. `key`: unique in that program, its name included:
 * "chatgpt:5d0b...". Throws "bad-input" for a time that no UUIDv7 can hold.
 */
export function importedId(createdAtMs: number, key: string, digest: Digest): string {
  if (!Number.isInteger(createdAtMs) || createdAtMs < 0 || createdAtMs > 0xffff_ffff_ffff)
    throw new ConversationError(
      "bad-input",
      `an id cannot hold the time ${createdAtMs}; whole milliseconds from 0 to 2^48 - 1 since 1970 can`,
    );
  const hash = digest(key);
  const field = (from: number, digits: number) => Number.parseInt(hash.slice(from, from + digits), 16);
  return UUID.fromFieldsV7(createdAtMs, field(0, 3), field(3, 8) >>> 2, field(11, 8)).toString();
}

/** The time in a UUIDv7, in milliseconds since 1970. */
export function idTimeMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
