export interface SuggestionsWords {
  readonly label: string;
  /** Ways to ask one of them. */
  readonly ways: (question: string) => string;
  readonly here: string;
  readonly branch: string;
  readonly pane: string;
  readonly edit: string;
}

export const englishSuggestionsWords: SuggestionsWords = {
  label: "Suggested questions",
  ways: (question) => `Other ways to ask: ${question}`,
  here: "Ask here",
  branch: "Ask in a new branch, and stay here",
  pane: "Ask in a new pane",
  edit: "Put into the box",
};

export const chineseSuggestionsWords: SuggestionsWords = {
  label: "建议的问题",
  ways: (question) => `换个问法：${question}`,
  here: "在这里问",
  branch: "开新分支来问，人留在这里",
  pane: "开新窗格来问",
  edit: "放进输入框",
};
