import type { BudgetKind, BudgetWindow } from "../state/keys.ts";

const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);
const windows: Readonly<Record<BudgetWindow, string>> = {
  minute: "a minute",
  day: "a day",
  month: "a month",
};

const leftIn: Readonly<Record<BudgetWindow, string>> = {
  minute: "this minute",
  day: "today",
  month: "this month",
};

/** Words of the API's keys. Counts come formatted; the number beside one decides the plural. */
export const englishKeysWords = {
  intro:
    "For programs that speak to this machine, in OpenAI’s words or xAI’s. A key is shown once; only its fingerprint is kept.",
  keyless:
    "Programs on this machine need none until you make the first. From anywhere else one is always needed.",
  empty: "No program has a key yet.",
  unread: "The keys could not be read.",
  again: "Try again",
  tryIt: "Try it",
  copyCommand: "Copy the command",
  assistants: "Live posts for other assistants (MCP)",
  copySetting: "Copy the setting",
  copied: "Copied",
  refused: "The browser refused access to the clipboard.",
  make: "Make a key",
  makeFirst: "Make the first key",
  menuOf: (name: string) => `More about ${name}`,
  change: "Change",
  block: "Block",
  unblock: "Unblock",
  revoke: "Revoke",
  revokeSure: "What uses this key stops working, for good.",
  revokeYes: "Revoke it",
  cancel: "Cancel",
  blocked: "Blocked",
  expired: "Expired",
  of: (user: string) => `of ${user}`,
  neverUsed: "never used",
  lastUsed: (when: string) => `last used ${when}`,
  expires: (day: string) => `until ${day}`,
  onlyModels: (names: string) => `only ${names}`,
  noLimit: "No limit",
  left: (remaining: string, limit: string, kind: BudgetKind, window: BudgetWindow) =>
    `${remaining} of ${limit} ${kind} left ${leftIn[window]}`,
  back: (when: string) => `back at ${when}`,
  ofPlan: (plan: string) => `plan ${plan}`,
  ofKey: "this key",
  usage: (tokens: string, requests: number, formatted: string) =>
    `${tokens} tokens in ${plural(requests, "1 request", `${formatted} requests`)}`,
  usageTitle: "Last 30 days",
  unused: "nothing yet",
  most: (tokens: string, day: string) => `most on ${day}: ${tokens}`,

  newTitle: "A new key",
  changeTitle: (name: string) => `Change ${name}`,
  name: "Name",
  nameHint: "What is it for?",
  user: "Whose it is",
  userHint: "A plan counts for all keys of one user together.",
  plan: "Plan",
  planOf: (user: string) => `Holds for every key of ${user}.`,
  allows: (count: string, kind: BudgetKind, window: BudgetWindow) => `${count} ${kind} ${windows[window]}`,
  unlimited: "As much as the machine can do.",
  expiry: "Ends",
  expiries: {
    never: "Never",
    "30": "In 30 days",
    "90": "In 90 days",
    "365": "In a year",
    keep: "",
  } as Readonly<Record<string, string>>,
  keepUntil: (day: string) => `On ${day}`,
  models: "Models",
  allModels: "All",
  chosenModels: "Only some",
  limits: "Limits of this key",
  limitsHint: "On top of the plan; empty is none. Days and months are those of UTC.",
  kinds: { requests: "Requests", tokens: "Tokens" } as Readonly<Record<BudgetKind, string>>,
  windows: { minute: "a minute", day: "a day", month: "a month" } as Readonly<Record<BudgetWindow, string>>,
  limitOf: (kind: string, window: string) => `${kind} ${window}`,
  save: "Save",

  madeTitle: "Your key",
  once: "It is shown this once. Keep it where you keep passwords; a lost one is replaced, not found.",
  key: "Key",
  copy: "Copy the key",
  done: "Done",
};

export type KeysWords = typeof englishKeysWords;
