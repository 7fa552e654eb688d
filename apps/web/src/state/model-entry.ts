export type ModelPhase = "available" | "downloading" | "paused" | "ready" | "loaded" | "broken";

export interface DownloadProgress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly bytesPerSecond: number;
  /** Null is unknown. */
  readonly secondsLeft: number | null;
  /** resolving, downloading, verifying, unpacking, converting, moving. */
  readonly phase: string;
}

/** One model of the catalogue, of this machine or behind an address. */
export interface ModelEntry {
  readonly id: string;
  readonly title: string;
  /** What it makes of texts: answers, vectors for searching by meaning, or scores against a question. */
  readonly kind: "answers" | "embeds" | "reranks";
  /** "llama" for files on this machine, else the name of the address. */
  readonly provider: string;
  readonly bytes: number;
  readonly contextTokens: number;
  readonly abilities: readonly string[];
  readonly licence: string;
  readonly licenceUrl: string;
  readonly licenceMustBeAccepted: boolean;
  readonly phase: ModelPhase;
  readonly memoryBytes: number;
  readonly fits: boolean;
  readonly download: DownloadProgress | null;
  /** What is wrong while paused or broken, and what to do. */
  readonly problem: string;
  /** Found in another program's folder and used in place. */
  readonly inPlace: boolean;
  /** As measured here; 0 is not measured. */
  readonly outputTokensPerSecond: number;
}

export interface ProviderEntry {
  readonly name: string;
  readonly baseUrl: string;
  readonly hasKey: boolean;
  readonly problem: string;
}

/** Everything the server knows of models, as it last said. */
export interface ModelsSnapshot {
  readonly models: readonly ModelEntry[];
  /** What the two names stand for; empty where nothing can answer. */
  readonly grok: string;
  readonly grokMini: string;
  /** What `grok-embedding` stands for; empty where nothing makes vectors. */
  readonly grokEmbedding: string;
  readonly grokChosen: boolean;
  readonly smallModelOnly: boolean;
  readonly picked: string;
  readonly pickedReason: string;
  /** Nothing can answer: what to do, in one sentence. */
  readonly problem: string;
  readonly providers: readonly ProviderEntry[];
}

/** Whether a question can be put to it now. */
export function canAnswer(model: ModelEntry): boolean {
  return model.kind === "answers" && isHere(model);
}

/** Whether it is on this machine, or behind an address that answers. */
export function isHere({ phase }: ModelEntry): boolean {
  return phase === "ready" || phase === "loaded";
}

/** The name to ask for: the chosen one, or "grok" where what was chosen is no longer there. */
export function modelToAsk(snapshot: ModelsSnapshot | null, chosen: string): string {
  if (snapshot === null || chosen === "grok" || chosen === "grok-mini") return chosen;
  return snapshot.models.some((model) => model.id === chosen && canAnswer(model)) ? chosen : "grok";
}

/** Whether what stands behind a name of the picker can reason before it answers. */
export function canReason(snapshot: ModelsSnapshot | null, name: string): boolean {
  return snapshot !== null && modelBehind(snapshot, name)?.abilities.includes("reasoning") === true;
}

/** The model that a name of the picker stands for now, if any. `name`: "grok", "grok-mini", an id, or "" for "grok". */
export function modelBehind(snapshot: ModelsSnapshot, name: string): ModelEntry | undefined {
  const id = name === "grok" || name === "" ? snapshot.grok : name === "grok-mini" ? snapshot.grokMini : name;
  return snapshot.models.find((model) => model.id === id);
}
