import { type Budget, BudgetKind, BudgetOwner, BudgetWindow, type Key, KeyState } from "@grok/protocol";
import { secondsInWords } from "../../terminal.ts";
import { ago } from "../live/moments.ts";
import { allowanceInWords } from "./limits-text.ts";

const states: Readonly<Record<number, string>> = {
  [KeyState.ACTIVE]: "active",
  [KeyState.BLOCKED]: "blocked",
  [KeyState.EXPIRED]: "expired",
  [KeyState.REVOKED]: "revoked",
};
const windows: Readonly<Record<number, string>> = {
  [BudgetWindow.MINUTE]: "minute",
  [BudgetWindow.DAY]: "day",
  [BudgetWindow.MONTH]: "month",
};

/** As a row of `grok keys list`. */
export function keyRow(key: Key, nowMs: number): string[] {
  return [
    key.name,
    key.redacted,
    key.userId,
    key.plan,
    states[key.state] ?? "",
    key.lastUsedAtMs === 0n ? "never" : ago(Number(key.lastUsedAtMs), nowMs),
    tightest(key.budgets),
    key.id,
  ];
}

/** Everything about a key, as rows of names and values. */
export function keyRows(key: Key, nowMs: number): string[][] {
  const moment = (atMs: bigint, none: string) =>
    atMs === 0n ? none : new Date(Number(atMs)).toISOString().replace(/\.\d+Z$/, "Z");
  return [
    ["Name", key.name],
    ["Key", key.redacted],
    ["Id", key.id],
    ["User", key.userId],
    ["Plan", key.plan],
    ["State", states[key.state] ?? ""],
    ["Made", moment(key.createdAtMs, "")],
    ["Expires", moment(key.expiresAtMs, "never")],
    ["Last used", key.lastUsedAtMs === 0n ? "never" : ago(Number(key.lastUsedAtMs), nowMs)],
    ["May use", key.acls.join(", ")],
    [
      "Own limits",
      `requests: ${allowanceInWords(key.limits?.requests)}; tokens: ${allowanceInWords(key.limits?.tokens)}`,
    ],
    ...key.budgets.map((budget, n) => [n === 0 ? "Left" : "", budgetInWords(budget)]),
  ];
}

function budgetInWords({ owner, kind, window, limit, remaining, resetMs }: Budget): string {
  const what = kind === BudgetKind.REQUESTS ? "requests" : "tokens";
  const whose = owner === BudgetOwner.KEY ? "of the key" : "of the plan";
  const again = resetMs > 0n ? `, all again in ${secondsInWords(Number(resetMs) / 1000)}` : "";
  return `${remaining.toLocaleString("en")} of ${limit.toLocaleString("en")} ${what} a ${windows[window]} ${whose}${again}`;
}

/** Of the budget of which least is left, by share. */
function tightest(budgets: readonly Budget[]): string {
  const share = ({ remaining, limit }: Budget) => Number(remaining) / Number(limit);
  const least = budgets.reduce<Budget | undefined>(
    (a, b) => (a === undefined || share(b) < share(a) ? b : a),
    undefined,
  );
  if (least === undefined) return "no limit";
  const what = least.kind === BudgetKind.REQUESTS ? "requests" : "tokens";
  return `${Math.floor(share(least) * 100)} % of a ${windows[least.window]}'s ${what}`;
}
