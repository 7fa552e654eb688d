/** What talk that asks for no knowledge can be about. */
export type SmallTalk =
  | "identity"
  | "ability"
  | "joke"
  | "well-being"
  | "forty-two"
  | "thanks"
  | "compliment"
  | "insult"
  | "goodbye"
  | "greeting";
