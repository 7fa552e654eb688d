/** As many as an engine on this machine writes at once; more would only wait there, in the order of their coming. */
const localTurns = 4;

/** Behind an address there are larger machines; they say themselves when it is too much. */
const remoteTurns = 64;

/** How many may use a model at once. `modelId`: "provider/model" for one behind an address, "" for work that needs none. */
export function turnsOf(modelId: string): number {
  return modelId === "" || modelId.includes("/") ? remoteTurns : localTurns;
}
