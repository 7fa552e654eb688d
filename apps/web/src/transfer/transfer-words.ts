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
  readonly close: string;

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
  close: "Close",

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

export const chineseTransferWords: TransferWords = {
  importTitle: "导入对话",
  importMenu: "导入…",
  importIntro: "分支、日期和模型都会带过来。同一个文件导入两次不会重复，这里已有的内容也不会改动。",
  drop: "把文件拖到这里",
  choose: "选择文件",
  chooseMore: "继续导入",
  sources: [
    ["ChatGPT", "它发来的 ZIP，或 conversations.json"],
    ["Claude", "ZIP，或 conversations.json"],
    ["Open WebUI", "全部或单个对话的 JSON"],
    ["LibreChat", "一个对话的 JSON"],
    ["Grok", "本程序导出的 JSON lines、ChatGPT 格式的 JSON、Markdown"],
    ["Markdown", "标明了谁在说话的对话记录"],
  ],
  reading: (name) => `正在读取 ${name}`,
  progress: "导入进度",
  soFar: (_, n) => `已导入 ${n} 个对话`,
  cancel: "取消",
  cancelling: "读完这一块就停",
  cameIn: (_, n, __, m) => `导入了 ${n} 个对话，共 ${m} 条消息。`,
  nothingNew: "没有新内容：全都已经在这里了。",
  nothingNewReadable: "没有新内容：能读出来的都已经在这里了。",
  nothingRead: "什么也没能读出来。",
  nothingThere: "文件里没有可导入的内容。",
  cancelled: "已取消。已经导入的都在；再导入一次会接着来。",
  broken: (message) => `导入中断了。已经导入的都在；再导入一次会接着来。${message}`,
  counts: {
    conversations: "新对话",
    messages: "新消息",
    known: "早已在此",
    leftOut: "未收入",
    unreadable: "读不出",
    skipped: "ZIP 里的其他文件",
  },
  problems: (_, n) => `${n} 条说明`,
  openNewest: "打开最新的",
  done: "完成",
  close: "关闭",

  exportTitle: "导出",
  exportAllTitle: "导出全部对话",
  exportMenu: "导出…",
  exportIntro: "带走的是副本，对话原样留在这里。",
  exportAllIntro: "每个对话一份副本，包括已归档的。",
  format: "格式",
  formats: {
    html: ["单个网页（HTML）", "适合分享：整棵树都能点开看，任何浏览器都能打开，不需要网络。"],
    markdown: ["当前分支（Markdown）", "眼前这些消息，任何编辑器都能读的文本。"],
    notes: ["互相链接的笔记（ZIP）", "一条消息一篇 Markdown 笔记，彼此链接，适合 Obsidian 一类的工具。"],
    jsonl: ["全部内容（JSON lines）", "毫无遗漏：每个分支、名称和日期。导回来还是同一棵树。"],
    chatgpt: ["给其他程序（JSON）", "ChatGPT 的导出格式，许多程序都能导入。导回来也是同一棵树。"],
  },
  save: "保存",
  copy: "复制",
  copied: "已复制",
  copyRefused: "浏览器拒绝访问剪贴板。",
  working: "正在写出",
  saved: (name, size) => `已保存为 ${name}，${size}`,
  failed: "没有导出任何内容。",
  all: "全部对话",

  sectionIntro: "你写的归你：能进能出，完整无缺，格式开放。",
  importHint: "来自 ChatGPT、Claude、Open WebUI、LibreChat、本程序或 Markdown。",
  exportHint: "JSON lines、ChatGPT 格式的 JSON，或互相链接的笔记。",
  exportAll: "导出全部…",
};
