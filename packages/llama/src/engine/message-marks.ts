// Templates get marks instead of messages: private-use characters around a number, which no template looks into.
// Splitting what they render at the marks keeps people's words apart from the template's.

/** Stands for message number `index`. */
export function messageMark(index: number): string {
  return `\uE000${index}\uE001`;
}

/** `rendered` in pieces: text as it is, and the numbers of the messages that were marked. */
export function splitAtMarks(rendered: string): (string | number)[] {
  return rendered
    .split(/\uE000(\d+)\uE001/)
    .map((part, at) => (at % 2 === 1 ? Number(part) : part))
    .filter((part) => part !== "");
}
