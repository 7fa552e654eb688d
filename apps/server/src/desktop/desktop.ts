// Files for the editor on the desktop of the server's own machine. Only a click asks for one, and only somebody who
// sits at this machine (`isLocalCaller`): to anybody else it would be a program that starts on another's screen.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { accessSync, constants, statSync } from "node:fs";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { ServerError } from "../server-error.ts";
import { cleanFileName } from "./clean-file-name.ts";

/** Most bytes of a file in UTF-8. */
export const desktopBytesMax = 4 * 2 ** 20;

/** How long an editor is watched for failing right after its start. */
const watchedMs = 1_500;
const editors = ["code", "codium"] as const;

export interface Desktop {
  /** Whether there is an editor to open a file in. */
  readonly hasEditor: boolean;
  /**
   * Writes `text` into HOME/desktop and opens it; gives the path. Throws `ServerError`: "bad-message" for a text over
   * the limit, "editor-missing" without an editor, or with one that does not start.
   */
  open(fileName: string, text: string): Promise<string>;
  /** Takes away files that were written before; returns how many. What the editor has open it keeps in memory. */
  drop(writtenBeforeMs: number): Promise<number>;
}

/** `env`: of this process; its PATH is searched once, when it is first asked about. */
export function openDesktop(home: string, env: NodeJS.ProcessEnv = process.env): Desktop {
  const folder = join(home, "desktop");
  let found: string | null | undefined;
  const editor = () => {
    if (found === undefined) found = findEditor(env.PATH ?? "");
    return found;
  };
  return {
    get hasEditor() {
      return editor() !== null;
    },
    async open(fileName, text) {
      const program = editor();
      if (program === null)
        throw new ServerError(
          "editor-missing",
          "Neither code nor codium is on the PATH of this server. Install VS Code with its shell command, then start the server again.",
        );
      const bytes = Buffer.byteLength(text);
      if (bytes > desktopBytesMax)
        throw new ServerError(
          "bad-message",
          `The text is ${bytes} bytes long, the limit is ${desktopBytesMax}.`,
        );
      const path = join(folder, randomUUID(), cleanFileName(fileName));
      await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
      await writeFile(path, text, { mode: 0o600, flag: "wx" });
      await start(program, path, env);
      return path;
    },
    async drop(writtenBeforeMs) {
      let dropped = 0;
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name);
        if ((await stat(path)).mtimeMs >= writtenBeforeMs) continue;
        await rm(path, { recursive: true, force: true });
        dropped++;
      }
      return dropped;
    },
  };
}

/** The editor that comes first on `path`, a list as in PATH; relative folders do not count. */
export function findEditor(path: string): string | null {
  const folders = path.split(delimiter).filter(isAbsolute);
  for (const name of editors)
    for (const folder of folders) if (isProgram(join(folder, name))) return join(folder, name);
  return null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Resolves once the editor runs or has handed the file to one that does; it outlives this process. */
function start(
  program: string,
  path: string,
  { GROK_PASSWORD: _, ...env }: NodeJS.ProcessEnv,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ["--reuse-window", path], { detached: true, stdio: "ignore", env });
    const fail = (reason: string) =>
      reject(
        new ServerError(
          "editor-missing",
          `${program} does not open files here: ${reason}. The file is ${path}.`,
        ),
      );
    const timer = setTimeout(resolve, watchedMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      fail(error.message);
    });
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else fail(signal === null ? `it ended with status ${code}` : `it was ended by ${signal}`);
    });
    child.unref();
  });
}
