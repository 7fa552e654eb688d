/** Marks at the beginning of a line that say what the line is: headings, lists, quotes, tasks. */
const lineMarks = /^(?:\s*(?:#{1,6}|[-*+>]|\d{1,9}[.)])\s+|\s*\[[ xX]\]\s+|\s*>)+/;
const fence = /^\s*(?:```+|~~~+)\s*\S*\s*/;

/** The beginning of a message as one reads it: a line of Markdown without its marks. May be empty. */
export function labelOf(preview: string): string {
  return preview
    .replace(fence, "")
    .replace(lineMarks, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)?/g, "$1")
    .replace(/(\*\*\*|\*\*|__|~~|`+)(?=\S)(.*?\S)\1/g, "$2")
    .replace(/(^|[\s(“"])([*_])(?=\S)(.*?\S)\2(?=$|[\s.,;:!?)”"])/g, "$1$3")
    .replace(/\*\*|`+/g, "")
    .trim();
}
