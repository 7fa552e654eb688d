import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ServerError } from "../../server-error.ts";

/** Gives reasoning out so that only this server, and for the same tenant, knows it again. */
export interface Seal {
  close(tenant: string, text: string): string;
  /** Null for what was not sealed here, or for somebody else. */
  open(tenant: string, sealed: string): string | null;
}

const algorithm = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** The seal whose key lies in HOME/api-seal.key, made when it is first used. */
export function openSeal(home: string): Seal {
  let key: Buffer | undefined;
  const known = () => {
    key ??= readKey(join(home, "api-seal.key"));
    return key;
  };
  return {
    close(tenant, text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, known(), nonce).setAAD(Buffer.from(tenant));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
    },
    open(tenant, sealed) {
      const bytes = Buffer.from(sealed, "base64");
      if (bytes.length < nonceBytes + tagBytes) return null;
      try {
        const cipher = createDecipheriv(algorithm, known(), bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        });
        cipher.setAAD(Buffer.from(tenant)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return Buffer.concat([
          cipher.update(bytes.subarray(nonceBytes + tagBytes)),
          cipher.final(),
        ]).toString();
      } catch {
        return null;
      }
    },
  };
}

function readKey(path: string): Buffer {
  try {
    writeFileSync(path, randomBytes(keyBytes), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw unreadable(path, error);
  }
  const key = readFileSync(path);
  if (key.length !== keyBytes) throw unreadable(path);
  return key;
}

function unreadable(path: string, cause?: unknown): ServerError {
  return new ServerError("home-unwritable", `${path} cannot be used. Move it away; a new one is made.`, {
    cause,
  });
}
