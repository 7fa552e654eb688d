import { CliError } from "../../cli-error.ts";

const windows = ["minute", "day", "month"] as const;
type Window = (typeof windows)[number];

/** The most in each window; 0 is no limit. */
export type Allowance = Readonly<Record<Window, bigint>>;

const noAllowance: Allowance = { minute: 0n, day: 0n, month: 0n };
const sizes: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, g: 1e9 };

/**
 * "60/minute,2k/day,1M/month" in numbers; "none" is no limit at all. Windows that are not named have none. Throws
 * `CliError` for anything else.
 */
export function readAllowance(text: string): Allowance {
  if (text.trim() === "none") return noAllowance;
  const read = (piece: string): [Window, bigint] => {
    const [, count, size, window] = /^(\d{1,15}(?:\.\d+)?)([kmg]?)\/(\w+)$/i.exec(piece.trim()) ?? [];
    const known = windows.find((each) => each === window);
    const limit = Number(count) * (sizes[(size ?? "").toLowerCase()] ?? Number.NaN);
    if (known === undefined || !Number.isSafeInteger(limit) || limit < 1)
      throw new CliError(
        `"${piece}" is no limit; write 60/minute, 2k/day, 1M/month with commas, or none.`,
        2,
      );
    return [known, BigInt(limit)];
  };
  return { ...noAllowance, ...Object.fromEntries(text.split(",").map(read)) };
}

/** "60/minute, 2,000/day"; "no limit" where there is none. */
export function allowanceInWords(allowance: Allowance | undefined): string {
  const set = windows.filter((window) => (allowance?.[window] ?? 0n) > 0n);
  return set.map((window) => `${allowance![window].toLocaleString("en")}/${window}`).join(", ") || "no limit";
}
