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
