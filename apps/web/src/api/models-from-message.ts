import { type Model, ModelKind, ModelState, type ModelsState } from "@grok/protocol";
import type { ModelEntry, ModelPhase, ModelsSnapshot } from "../state/model-entry.ts";

const phases: Readonly<Record<ModelState, ModelPhase>> = {
  [ModelState.UNSPECIFIED]: "available",
  [ModelState.AVAILABLE]: "available",
  [ModelState.DOWNLOADING]: "downloading",
  [ModelState.PAUSED]: "paused",
  [ModelState.READY]: "ready",
  [ModelState.LOADED]: "loaded",
  [ModelState.BROKEN]: "broken",
};

const kinds: Readonly<Record<ModelKind, ModelEntry["kind"]>> = {
  [ModelKind.UNSPECIFIED]: "answers",
  [ModelKind.EMBEDDING]: "embeds",
  [ModelKind.RERANKING]: "reranks",
};

/** The models as the web app keeps them. Byte counts become numbers: no file comes near 2^53. */
export function modelsFromMessage(message: ModelsState): ModelsSnapshot {
  const { grok, grokMini, grokEmbedding, grokChosen, smallModelOnly, picked, pickedReason, problem } =
    message;
  return {
    models: message.models.map(modelFromMessage),
    grok,
    grokMini,
    grokEmbedding,
    grokChosen,
    smallModelOnly,
    picked,
    pickedReason,
    problem,
    providers: message.providers.map(({ name, baseUrl, hasKey, problem }) => ({
      name,
      baseUrl,
      hasKey,
      problem,
    })),
  };
}

function modelFromMessage(model: Model): ModelEntry {
  const { id, title, provider, contextTokens, abilities, licence, licenceUrl, licenceMustBeAccepted } = model;
  const { fits, download, problem, inPlace, outputTokensPerSecond } = model;
  return {
    id,
    title: title === "" ? id : title,
    kind: kinds[model.kind] ?? "answers",
    provider,
    bytes: Number(model.bytes),
    contextTokens,
    abilities: [...abilities],
    licence,
    licenceUrl,
    licenceMustBeAccepted,
    phase: phases[model.state] ?? "available",
    memoryBytes: Number(model.memoryBytes),
    fits,
    download:
      download === undefined
        ? null
        : {
            bytesDone: Number(download.bytesDone),
            bytesTotal: Number(download.bytesTotal),
            bytesPerSecond: Number(download.bytesPerSecond),
            secondsLeft: download.secondsLeft < 0n ? null : Number(download.secondsLeft),
            phase: download.phase,
          },
    problem,
    inPlace,
    outputTokensPerSecond,
  };
}
