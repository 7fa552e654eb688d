// One writer per file, across processes: a lock file made exclusively, kept fresh by its owner, and taken over when
// its owner is dead. Lock files rather than system locks, because Node has none of those.
import { randomUUID } from "node:crypto";
import { link, open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { ModelHubError, systemCode, toModelHubError } from "../model-hub-error.ts";

const ownerSchema = z.object({ token: z.string(), pid: z.number().int(), host: z.string() });
type Owner = z.infer<typeof ownerSchema>;

const freshenMs = 5_000;
/** A lock whose owner cannot be asked (another machine, a process id used again) counts as left behind after this. */
const staleMs = 60_000;

export interface FileLock extends AsyncDisposable {
  /** Aborted when the lock was lost: its owner slept so long that another took over. */
  lost: AbortSignal;
}

export interface LockOptions {
  signal: AbortSignal;
  /** False: fail with "busy" at once. True: wait until the other is done. */
  wait: boolean;
  /** Called before each pause. */
  onWaiting?: () => void;
  pollMs?: number;
}

/** Takes the lock `<target>.lock`. Rejects with `ModelHubError` "busy", "cancelled" or of the disk. */
export async function lockFile(target: string, options: LockOptions): Promise<FileLock> {
  const path = `${target}.lock`;
  const own: Owner = { token: randomUUID(), pid: process.pid, host: hostname() };
  for (;;) {
    if (options.signal.aborted) throw new ModelHubError("cancelled", `Waiting for ${target} was stopped.`);
    if (await create(path, own)) return hold(path, own);
    const other = await ownerOf(path);
    if (other === undefined || (await isLeftBehind(path, other))) {
      await takeAway(path, other);
      continue;
    }
    if (!options.wait) {
      throw new ModelHubError(
        "busy",
        `Another process (${other.pid} on ${other.host}) is at work on ${target}. It goes on there.`,
      );
    }
    options.onWaiting?.();
    await wait(options.pollMs ?? 300, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

async function create(path: string, own: Owner): Promise<boolean> {
  // Written beside it and linked, so that nobody ever sees a lock without an owner.
  const draft = `${path}.${own.token}`;
  try {
    const file = await open(draft, "wx");
    await file.writeFile(JSON.stringify(own));
    await file.close();
    await link(draft, path);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    if (!noLinks.has(systemCode(error) ?? "")) throw toModelHubError(error, path);
    return createWithoutLinks(path, own);
  } finally {
    await rm(draft, { force: true });
  }
}

const noLinks = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EXDEV"]);

async function createWithoutLinks(path: string, own: Owner): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(JSON.stringify(own));
    await file.close();
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw toModelHubError(error, path);
  }
}

function hold(path: string, own: Owner): FileLock {
  const lost = new AbortController();
  let misses = 0;
  const timer = setInterval(async () => {
    const now = new Date();
    const mine = (await ownerOf(path))?.token === own.token;
    misses = mine ? 0 : misses + 1;
    if (mine) await utimes(path, now, now).catch(() => undefined);
    // Two looks in a row: a would-be taker moves the file away for a moment and puts it back.
    else if (misses >= 2) lost.abort(new ModelHubError("busy", `Another process took over ${path}.`));
  }, freshenMs);
  timer.unref();
  return {
    lost: lost.signal,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      if ((await ownerOf(path))?.token === own.token) await rm(path, { force: true });
    },
  };
}

async function ownerOf(path: string): Promise<Owner | undefined> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}

async function isLeftBehind(path: string, owner: Owner): Promise<boolean> {
  if (owner.host === hostname() && !isAlive(owner.pid)) return true;
  const touchedAt = await stat(path).then(
    (info) => info.mtimeMs,
    () => Date.now(),
  );
  return Date.now() - touchedAt > staleMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

/** Removes a lock that was judged left behind, unless somebody else has replaced it in the meantime. */
async function takeAway(path: string, judged: Owner | undefined): Promise<void> {
  if (judged === undefined) {
    // Gone, or a foreign file without an owner: only one that is old may be removed.
    const info = await stat(path).catch(() => undefined);
    if (info === undefined || Date.now() - info.mtimeMs < 2_000) {
      await wait(20);
      return;
    }
  }
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const taken = await ownerOf(aside);
  if (taken?.token !== judged?.token) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}
