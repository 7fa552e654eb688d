// Control tokens (<|im_end|>, [THINK]) have no text of their own, and what a person or the model spells out letter by
// letter must never pass for one. Inside the engine a control token is therefore written between two Unicode
// noncharacters, so that markers can be looked for in one stream of text, and taken out before text leaves.

const opening = "\uFDD0";
const closing = "\uFDD1";

/** The way a control token is written in the engine's inner text. `name`: its spelling, "<|im_end|>". */
export function controlText(name: string): string {
  return opening + name + closing;
}

/** `text` without control tokens. */
export function withoutControlText(text: string): string {
  return text.includes(opening) ? text.replace(/\uFDD0[^\uFDD1]*\uFDD1/g, "") : text;
}
