import type { MarkdownWords } from "./markdown-words.ts";

export const chineseMarkdownWords: MarkdownWords = {
  copyCode: "复制代码",
  copied: "已复制",
  copyFailed: "浏览器拒绝了复制",
  openInEditor: "在编辑器中打开",
  code: "代码",
  codeNamed: (name) => `代码：${name}`,
  noteNamed: (number, title) => (title === "" ? `注 ${number}` : `注 ${number}：${title}`),
  showImage: "显示图片",
  imageFailed: "图片未能加载",
  table: "表格",
  formula: "公式",
  taskDone: "已完成",
  taskOpen: "未完成",
};
