export { createRunManager } from "./create-run-manager.ts";
export { RunError, type RunErrorCode } from "./run-error.ts";
export {
  defaultRunSettings,
  type LiveUse,
  type ResolvedModel,
  type RunInfo,
  type RunManager,
  type RunManagerOptions,
  type RunPosts,
  type RunSettings,
  type RunSnapshot,
  type StartedRun,
  type StartQuestion,
  type StartRequest,
} from "./run-manager.ts";
export type { SuggestedQuestions, SuggestRequest } from "./suggester.ts";
export { systemTimers, type Timers } from "./timers.ts";
