export {
  builtInCatalogue,
  type Catalogue,
  type CatalogueEntry,
  type CatalogueFile,
  type Conversion,
  parseCatalogue,
} from "./catalogue/catalogue.ts";
export { activeBytes, type Licence, type ModelFacts } from "./catalogue/model-facts.ts";
export {
  type Choice,
  type ChooseOptions,
  chooseModel,
  decodeRate,
  tokensPerSecondMin,
} from "./choose/choose-model.ts";
export { memoryNeed, type Placement, type UsableMemory, usableMemory } from "./choose/memory-need.ts";
export { type Candidate as AliasCandidate, type ModelAlias, resolveAliases } from "./choose/resolve-alias.ts";
export { type StepDown, stepDown } from "./choose/step-down.ts";
export type { Candidate as FoundFile } from "./disk/candidate.ts";
export type { Patience } from "./download/download-file.ts";
export type { PullPhase, PullProgress } from "./download/progress.ts";
export type { Gpu, Hardware } from "./hardware/hardware.ts";
export { probeHardware } from "./hardware/probe-hardware.ts";
export type { InstalledModel } from "./installed-model.ts";
export type { ModelHub, ModelHubOptions, ModelInfo, PullOptions } from "./model-hub.ts";
export { ModelHubError, type ModelHubErrorCode } from "./model-hub-error.ts";
export { openModelHub } from "./open-model-hub.ts";
export type { Converter, Converters } from "./source/convert-package.ts";
export type { PipResult, PipRunner } from "./source/run-pip.ts";
export { inBytes, inTime } from "./words.ts";
