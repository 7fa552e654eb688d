import { CliError } from "../../cli-error.ts";
import { secondsInWords } from "../../terminal.ts";

const units: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const sizes: Readonly<Record<string, number>> = { mb: 1e6, gb: 1e9, tb: 1e12 };

/** "3 minutes ago"; days from two of them on. */
export function ago(atMs: number, nowMs: number): string {
  const ms = Math.max(0, nowMs - atMs);
  if (ms < 1_000) return "now";
  return ms < 2 * units.d! ? `${secondsInWords(ms / 1000)} ago` : `${Math.round(ms / units.d!)} days ago`;
}

/** "90s", "15m", "6h", "7d" in ms. Throws `CliError` for anything else. */
export function durationMs(text: string): number {
  const [, count, unit] = /^(\d{1,6})\s*([smhd])$/i.exec(text.trim()) ?? [];
  if (count === undefined || unit === undefined)
    throw new CliError(`"${text}" is no duration; write 90s, 15m, 6h or 7d.`, 2);
  return Number(count) * units[unit.toLowerCase()]!;
}

/** "500MB", "20GB" in bytes. Throws `CliError` for anything else. */
export function sizeBytes(text: string): number {
  const [, count, unit] = /^(\d{1,6}(?:\.\d+)?)\s*([mgt]b)$/i.exec(text.trim()) ?? [];
  if (count === undefined || unit === undefined)
    throw new CliError(`"${text}" is no size; write 500MB, 20GB or 1TB.`, 2);
  return Math.round(Number(count) * sizes[unit.toLowerCase()]!);
}
