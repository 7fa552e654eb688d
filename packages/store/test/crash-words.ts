/** What events `first` to `last` of every run say. Long enough that a reply takes several pages of the file. */
export function replyText(first: number, last: number): string {
  let text = "";
  for (let at = first; at <= last; at++) text += `word${at} `.repeat(100);
  return text;
}
