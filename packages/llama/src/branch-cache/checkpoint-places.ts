/** Boundaries nearer than this to the last checkpoint save less than a checkpoint costs. */
const gapMin = 16;

/**
 * Where to pause between `from` and the end of a prompt to save the recurrent state, ascending.
 *
 * Models with recurrent layers cannot be cut back to any token, only to saved ones: where prompts tend to part
 * (`boundaries`), and before the last token, so that asking again evaluates just that one. `saved`: the last place
 * that is saved already.
 */
export function checkpointPlaces(
  boundaries: readonly number[],
  saved: number,
  from: number,
  promptTokens: number,
): number[] {
  const places: number[] = [];
  let last = saved;
  for (const boundary of boundaries) {
    if (boundary <= from || boundary - last < gapMin || boundary >= promptTokens - 1) continue;
    places.push(boundary);
    last = boundary;
  }
  if (promptTokens - 1 > from) places.push(promptTokens - 1);
  return places;
}
