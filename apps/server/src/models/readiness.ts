import { inBytes } from "@grok/model-hub";
import type { DownloadState } from "./downloads.ts";
import type { FirstStart } from "./first-start.ts";

/** Whether a model can answer, and otherwise what is missing and how far it has come. */
export interface Readiness {
  readonly ready: boolean;
  /** One or two sentences; empty when ready. */
  readonly missing: string;
  /** What is on its way, where anything is. */
  readonly download: {
    readonly model: string;
    readonly bytesDone: number;
    readonly bytesTotal: number;
  } | null;
}

export interface ReadinessFacts {
  readonly canAnswer: boolean;
  readonly firstStart: FirstStart;
  readonly downloads: readonly { readonly title: string; readonly state: DownloadState }[];
}

export function readiness({ canAnswer, firstStart, downloads }: ReadinessFacts): Readiness {
  const [first] = downloads;
  const progress = first?.state.type === "running" ? first.state.progress : null;
  const download =
    first === undefined
      ? null
      : { model: first.title, bytesDone: progress?.bytes ?? 0, bytesTotal: progress?.totalBytes ?? 0 };
  if (canAnswer) return { ready: true, missing: "", download };
  return {
    ready: false,
    missing: download === null ? nothingAnswers(firstStart) : onItsWay(download),
    download,
  };
}

/** Why no model can answer while none is on its way, and what to do about it. */
export function nothingAnswers({ step, problem }: FirstStart): string {
  if (step === "finding") return "Looking for models on this machine.";
  const reason =
    problem === "" ? "No model is here." : `No model is here, and none could be fetched. ${problem}`;
  return `${reason} Add a GGUF file of your own, or the address of a model server; both work at once, without a restart.`;
}

function onItsWay({ model, bytesDone, bytesTotal }: NonNullable<Readiness["download"]>): string {
  if (bytesTotal === 0) return `${model} is about to be fetched.`;
  return `${model} is being fetched: ${inBytes(bytesDone)} of ${inBytes(bytesTotal)}.`;
}
