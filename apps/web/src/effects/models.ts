import { soon } from "../api/clients.ts";
import { modelsFromMessage } from "../api/models-from-message.ts";
import { problemOf } from "../api/problem-of.ts";
import type { Problem } from "../state/problem.ts";
import { attempt, type EffectContext } from "./context.ts";

/** Asking an address for its models may take as long as the address likes; this is the patience for it. */
const addressTimeoutMs = 40_000;

export function modelEffects(context: EffectContext) {
  const { store, clients } = context;

  async function read(): Promise<void> {
    const { state } = await clients.models.listModels({}, soon);
    if (state) store.dispatch({ type: "models-arrived", snapshot: modelsFromMessage(state) });
  }

  const then = (deed: () => Promise<unknown>) =>
    attempt(context, "models", async () => {
      await deed();
      await read();
    });

  /** Null when it went well; a form shows the problem beside itself instead of as a notice. */
  async function fromForm(deed: () => Promise<unknown>): Promise<Problem | null> {
    try {
      await deed();
      await read();
      return null;
    } catch (error) {
      return problemOf(error);
    }
  }

  return {
    read: () => attempt(context, "models", read),
    /** Starts or resumes a download. `acceptLicence`: the user has been shown it and said yes. */
    pull: (id: string, acceptLicence: boolean) =>
      then(() => clients.models.pullModel({ id, acceptLicence }, soon)),
    pause: (id: string) => then(() => clients.models.cancelPull({ id }, soon)),
    remove: (id: string) => then(() => clients.models.removeModel({ id }, soon)),
    /** Decides what "grok" or "grok-mini" stands for; an empty id gives the choice back to the program. */
    choose: (alias: "grok" | "grok-mini", id: string) =>
      then(() => clients.models.chooseModel({ alias, id }, soon)),
    addFile: (path: string) => fromForm(() => clients.models.addModelFile({ path }, soon)),
    addAddress: (name: string, baseUrl: string, apiKey: string) =>
      fromForm(() => clients.models.addProvider({ name, baseUrl, apiKey }, { timeoutMs: addressTimeoutMs })),
    removeAddress: (name: string) => then(() => clients.models.removeProvider({ name }, soon)),
  };
}
