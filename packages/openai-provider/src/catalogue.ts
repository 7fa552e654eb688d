import { ModelError } from "@grok/model";
import { orAborted } from "./abortable.ts";
import { boundedText } from "./bounded-text.ts";
import { failureToError, readFailure } from "./http-failure.ts";
import {
  assumedModelList,
  type ListedModel,
  type ModelList,
  type ModelListSettings,
  readModelList,
} from "./model-list.ts";
import { parseJson } from "./parse-json.ts";
import type { Remote } from "./remote.ts";
import type { ServerKind } from "./server-kind.ts";

/** The list of models at one address, asked for when needed and kept for a while. */
export interface Catalogue {
  /** At most `freshMs` old. Throws `ModelError`. */
  list(signal?: AbortSignal): Promise<ModelList>;
  /** One model; the list is asked for again before a model counts as missing. Throws `ModelError`. */
  find(modelId: string, signal?: AbortSignal): Promise<ListedModel & { kind: ServerKind }>;
  /** Gives up a request under way. */
  dispose(): void;
}

const freshMs = 30_000;
/** For asking a model, an older list does: one that has gone is refused by the server itself. */
const usableMs = 300_000;
/** A list this young is believed about what it does not hold, so that a wrong name does not hammer the server. */
const certainMs = 2_000;
const listBytesMax = 8 * 1024 * 1024;

export function createCatalogue(
  remote: Remote,
  settings: ModelListSettings,
  now: () => number,
  limitMs: number,
): Catalogue {
  let kept: { list: ModelList; atMs: number } | undefined;
  let loading: { work: Promise<ModelList>; controller: AbortController } | undefined;
  const { address } = remote;

  async function load(controller: AbortController): Promise<ModelList> {
    const response = await remote.send({ path: "/models" }, controller, limitMs);
    const offersNone = response.status === 404 || response.status === 405;
    // Some keys may ask models but not list them; if the key is wrong, the first answer will tell.
    if ((offersNone || response.status === 403) && settings.models) {
      await response.body?.cancel().catch(() => {});
      return assumedModelList(settings.models, address.hostname, settings);
    }
    if (!response.ok) {
      const failure = await orAborted(readFailure(response, address, now()), controller.signal);
      if (!offersNone) throw failureToError(failure, address);
      throw new ModelError(
        "bad-answer",
        `${address.base} has no /models. Check the path of the address, or name the models in the settings.`,
      );
    }
    const text = await orAborted(boundedText(response, listBytesMax), controller.signal);
    const answerer = {
      base: address.base,
      hostname: address.hostname,
      serverHeader: response.headers.get("server"),
    };
    return readModelList(parseJson(text), answerer, settings);
  }

  /** One request serves all who wait for the list; one of them leaving does not end it for the others. */
  function loadOnce(): Promise<ModelList> {
    if (loading) return loading.work;
    const controller = new AbortController();
    const timer = setTimeout(
      () =>
        controller.abort(new ModelError("unreachable", `${address.base} did not list its models in time.`)),
      2 * limitMs,
    );
    const work = load(controller)
      .then((list) => {
        kept = { list, atMs: now() };
        return list;
      })
      .finally(() => {
        clearTimeout(timer);
        controller.abort();
        loading = undefined;
      });
    loading = { work, controller };
    return work;
  }

  async function listAtMost(ageMs: number, signal: AbortSignal | undefined): Promise<ModelList> {
    if (kept && now() - kept.atMs < ageMs) return kept.list;
    const work = loadOnce();
    // Everyone who waits may have left by the time it fails.
    work.catch(() => {});
    return orAborted(work, signal);
  }

  return {
    list: (signal) => listAtMost(freshMs, signal),
    async find(modelId, signal) {
      let list = await listAtMost(usableMs, signal);
      if (!list.models.has(modelId)) list = await listAtMost(certainMs, signal);
      const model = list.models.get(modelId);
      if (model) return { ...model, kind: list.kind };
      const some = [...list.models.keys()].slice(0, 5).join(", ");
      const offer = some ? `It offers ${some}${list.models.size > 5 ? ", …" : ""}.` : "It offers none.";
      throw new ModelError("model-missing", `${address.base} has no model ${modelId}. ${offer}`);
    },
    dispose: () => loading?.controller.abort(new ModelError("cancelled", "The provider was disposed of.")),
  };
}
