import type { SuggestionsWords } from "./suggestions-words.ts";

export const chineseSuggestionsWords: SuggestionsWords = {
  label: "建议的问题",
  ways: (question) => `换个问法：${question}`,
  here: "在这里问",
  branch: "开新分支来问，人留在这里",
  pane: "开新窗格来问",
  edit: "放进输入框",
};
