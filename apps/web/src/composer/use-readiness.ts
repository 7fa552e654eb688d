import { canAnswer } from "../state/model-entry.ts";
import { useWorkspace } from "../state/store.ts";

/**
 * Whether a question can be answered: now, later (the first model is on its way, the question waits), or not at all.
 * Before the server has told of its models it counts as now.
 */
export function useReadiness(): "now" | "later" | "none" {
  return useWorkspace(({ models }) => {
    if (models === null || models.models.some(canAnswer)) return "now";
    const coming = models.models.some(({ kind, phase }) => kind === "answers" && phase === "downloading");
    return coming ? "later" : "none";
  });
}
