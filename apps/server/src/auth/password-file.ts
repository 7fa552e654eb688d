// HOME/auth.json: the hash of the sign-in password and of every session token, readable by the owner alone.
// Passwords are hashed with scrypt (RFC 7914) at N = 2^15, r = 8: 32 MiB and about 80 ms a try. Tokens are 32 random
// bytes, so that a plain SHA-256 of them is enough.
import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ServerError } from "../server-error.ts";

const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const sessionMs = 30 * 24 * 3600 * 1000;
const sessionsMax = 200;

const schema = z.object({
  salt: z.base64(),
  hash: z.base64(),
  sessions: z.array(z.object({ hash: z.base64(), expiresAtMs: z.int() })).max(sessionsMax),
});
type Contents = z.infer<typeof schema>;

export interface PasswordFile {
  /** Whether a password was ever set. */
  readonly isSet: boolean;
  /** Ends all sessions. */
  setPassword(password: string): Promise<void>;
  verify(password: string): Promise<boolean>;
  /** A new token, good for 30 days; the oldest of more than 200 ends. */
  newSession(): { token: string; expiresAtMs: number };
  hasSession(token: string): boolean;
  endSession(token: string): void;
}

/** Throws `ServerError` "home-unwritable" where the file is damaged: guessing would let strangers in. */
export function openPasswordFile(home: string, now: () => number): PasswordFile {
  const path = join(home, "auth.json");
  let contents = read(path);

  function write(next: Contents): void {
    const temporary = `${path}.new`;
    writeFileSync(temporary, `${JSON.stringify(next)}\n`, { mode: 0o600 });
    renameSync(temporary, path);
    contents = next;
  }

  return {
    get isSet() {
      return contents !== null;
    },
    async setPassword(password) {
      const salt = randomBytes(16);
      const hash = await hashPassword(password, salt);
      write({ salt: salt.toString("base64"), hash: hash.toString("base64"), sessions: [] });
    },
    async verify(password) {
      if (contents === null) return false;
      const { salt, hash } = contents;
      return timingSafeEqual(
        await hashPassword(password, Buffer.from(salt, "base64")),
        Buffer.from(hash, "base64"),
      );
    },
    newSession() {
      if (contents === null)
        throw new ServerError("not-signed-in", "No password is set, so there is nothing to sign in to.");
      const token = randomBytes(32).toString("base64url");
      const expiresAtMs = now() + sessionMs;
      const live = contents.sessions.filter((session) => session.expiresAtMs > now());
      write({
        ...contents,
        sessions: [...live, { hash: hashToken(token), expiresAtMs }].slice(-sessionsMax),
      });
      return { token, expiresAtMs };
    },
    hasSession(token) {
      const hash = hashToken(token);
      return (
        contents?.sessions.some((session) => session.hash === hash && session.expiresAtMs > now()) ?? false
      );
    },
    endSession(token) {
      const hash = hashToken(token);
      if (contents?.sessions.some((session) => session.hash === hash))
        write({ ...contents, sessions: contents.sessions.filter((session) => session.hash !== hash) });
    },
  };
}

function read(path: string): Contents | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw damaged(path, error);
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw damaged(path, error);
  }
}

function damaged(path: string, cause: unknown): ServerError {
  return new ServerError(
    "home-unwritable",
    `${path}, which holds the password's hash, cannot be read. Delete it and set the password again with GROK_PASSWORD.`,
    { cause },
  );
}

function hashPassword(password: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(password.normalize("NFC"), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key))),
  );
}

function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}
