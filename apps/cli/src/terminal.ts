import type { WriteStream } from "node:tty";

/** Escape sequences (also cut-off ones) and control characters other than tab and line end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const controls = /\x1b\][^\x07\x1b]*(\x07|\x1b\\)?|\x1b[[0-?]*[ -/]*[@-~]?|[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/**
 * `text` without what a terminal would obey: model output and titles are data, and an escape sequence in them could
 * move the cursor or set the clipboard. Tabs and line ends stay.
 */
export function plain(text: string): string {
  return text.replace(controls, "");
}

/** Whether `stream` shows colours: a terminal, and nobody said no (https://no-color.org). */
export function hasColour(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
}

/** Grey where there are colours. */
export function quiet(text: string, stream: { isTTY?: boolean } = process.stderr): string {
  return hasColour(stream) ? `\x1b[2m${text}\x1b[22m` : text;
}

export function bold(text: string, stream: { isTTY?: boolean } = process.stdout): string {
  return hasColour(stream) ? `\x1b[1m${text}\x1b[22m` : text;
}

/** "98 MB", "3.1 GB"; decimal units, as disks and downloads are sold. */
export function bytesInWords(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit < 2 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** "8 seconds", "3 minutes", "2 hours 10 minutes"; "an unknown time" where it is negative. */
export function secondsInWords(seconds: number): string {
  if (seconds < 0) return "an unknown time";
  const count = (value: number, word: string) => `${value} ${word}${value === 1 ? "" : "s"}`;
  if (seconds < 90) return count(Math.max(1, Math.round(seconds)), "second");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return count(minutes, "minute");
  const rest = minutes % 60;
  return count(Math.floor(minutes / 60), "hour") + (rest === 0 ? "" : ` ${count(rest, "minute")}`);
}

/** Rows under each other, columns padded; the last column is as long as it likes. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/**
 * One line that is written over while work goes on. Without a terminal, a line every ten seconds instead, so that logs
 * stay readable.
 */
export class ProgressLine {
  readonly #stream: WriteStream;
  #lastLoggedAtMs = 0;

  constructor(stream: WriteStream = process.stderr) {
    this.#stream = stream;
  }

  show(text: string): void {
    if (this.#stream.isTTY) {
      const width = (this.#stream.columns || 80) - 1;
      this.#stream.write(`\r\x1b[K${quiet(text.slice(0, width), this.#stream)}`);
      return;
    }
    if (Date.now() - this.#lastLoggedAtMs < 10_000) return;
    this.#lastLoggedAtMs = Date.now();
    this.#stream.write(`${text}\n`);
  }

  clear(): void {
    if (this.#stream.isTTY) this.#stream.write("\r\x1b[K");
  }
}
