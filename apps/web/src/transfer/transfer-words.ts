import type { ExportFormatName } from "../effects/conversations.ts";

/** Words about bringing conversations in and taking them out. "N" is a count that has been formatted already. */
export interface TransferWords {
  readonly importTitle: string;
  readonly importMenu: string;
  readonly importIntro: string;
  readonly drop: string;
  readonly choose: string;
  readonly chooseMore: string;
  readonly sources: readonly (readonly [name: string, hint: string])[];
  readonly reading: (name: string) => string;
  readonly progress: string;
  readonly soFar: (count: number, n: string) => string;
  readonly cancel: string;
  readonly cancelling: string;
  readonly cameIn: (conversations: number, n: string, messages: number, m: string) => string;
  readonly nothingNew: string;
  readonly nothingNewReadable: string;
  readonly nothingRead: string;
  readonly nothingThere: string;
  readonly cancelled: string;
  readonly broken: (message: string) => string;
  readonly counts: {
    readonly conversations: string;
    readonly messages: string;
    readonly known: string;
    readonly leftOut: string;
    readonly unreadable: string;
    readonly skipped: string;
  };
  readonly problems: (count: number, n: string) => string;
  readonly openNewest: string;
  readonly done: string;

  readonly exportTitle: string;
  readonly exportAllTitle: string;
  readonly exportMenu: string;
  readonly exportIntro: string;
  readonly exportAllIntro: string;
  readonly format: string;
  readonly formats: Readonly<Record<ExportFormatName, readonly [name: string, hint: string]>>;
  readonly save: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyRefused: string;
  readonly working: string;
  readonly saved: (name: string, size: string) => string;
  readonly failed: string;
  readonly all: string;

  readonly sectionIntro: string;
  readonly importHint: string;
  readonly exportHint: string;
  readonly exportAll: string;
}

const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const englishTransferWords: TransferWords = {
  importTitle: "Import conversations",
  importMenu: "Import…",
  importIntro:
    "Branches, dates and models come along. Importing a file twice brings nothing twice, and nothing that is here is changed.",
  drop: "Drop files here",
  choose: "Choose files",
  chooseMore: "Import more",
  sources: [
    ["ChatGPT", "the ZIP it sends, or conversations.json"],
    ["Claude", "the ZIP, or conversations.json"],
    ["Open WebUI", "the JSON of all chats, or of one"],
    ["LibreChat", "the JSON of a conversation"],
    ["Grok", "what this program exports: JSON lines, ChatGPT’s JSON, Markdown"],
    ["Markdown", "a transcript in which labels tell who speaks"],
  ],
  reading: (name) => `Reading ${name}`,
  progress: "Progress of the import",
  soFar: (count, n) => plural(count, "1 conversation so far", `${n} conversations so far`),
  cancel: "Cancel",
  cancelling: "Stopping after this piece",
  cameIn: (conversations, n, messages, m) =>
    `${plural(conversations, "1 conversation", `${n} conversations`)} came in, with ${plural(messages, "1 message", `${m} messages`)}.`,
  nothingNew: "Nothing new: all of it was here already.",
  nothingNewReadable: "Nothing new: what could be read was here already.",
  nothingRead: "Nothing could be read.",
  nothingThere: "There was nothing to import.",
  cancelled: "Cancelled. What had come in is here; importing again goes on from there.",
  broken: (message) =>
    `The import broke off. What had come in is here; importing again goes on from there. ${message}`,
  counts: {
    conversations: "New conversations",
    messages: "New messages",
    known: "Here already",
    leftOut: "Left out",
    unreadable: "Not readable",
    skipped: "Other files in ZIPs",
  },
  problems: (count, n) => plural(count, "One remark", `${n} remarks`),
  openNewest: "Open the newest",
  done: "Done",

  exportTitle: "Export",
  exportAllTitle: "Export all conversations",
  exportMenu: "Export…",
  exportIntro: "A copy leaves; the conversation stays as it is.",
  exportAllIntro: "A copy of every conversation, the archived ones too.",
  format: "Format",
  formats: {
    html: [
      "One page (HTML)",
      "For sharing: a page with the whole tree to click through. Opens in any browser, without a network.",
    ],
    markdown: ["This branch (Markdown)", "The messages in sight, as text that any editor reads."],
    notes: [
      "Linked notes (ZIP)",
      "One Markdown note a message, linked to each other, for Obsidian and its like.",
    ],
    jsonl: [
      "Everything (JSON lines)",
      "Nothing lost: every branch, name and date. Imports here as the same tree.",
    ],
    chatgpt: [
      "For other programs (JSON)",
      "The shape that ChatGPT exports and many programs import. Imports here as the same tree, too.",
    ],
  },
  save: "Save",
  copy: "Copy",
  copied: "Copied",
  copyRefused: "The browser refused access to the clipboard.",
  working: "Writing it",
  saved: (name, size) => `Saved as ${name}, ${size}`,
  failed: "Nothing was exported.",
  all: "All conversations",

  sectionIntro: "What you wrote is yours: in and out, whole, in open formats.",
  importHint: "From ChatGPT, Claude, Open WebUI, LibreChat, this program or Markdown.",
  exportHint: "As JSON lines, ChatGPT’s JSON or linked notes.",
  exportAll: "Export all…",
};
