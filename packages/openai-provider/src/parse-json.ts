/** What a server sent, or undefined where it is no JSON; a schema tells what is to be said of either. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
