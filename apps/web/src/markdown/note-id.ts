/** The id of a note's element, unique in the page. `messageId`: from `useId`. */
export function noteElementId(messageId: string, number: number): string {
  return `note-${messageId.replace(/[^\w-]/g, "")}-${number}`;
}
