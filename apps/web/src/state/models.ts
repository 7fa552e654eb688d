import type { Action } from "./action.ts";
import type { ModelsSnapshot } from "./model-entry.ts";

/** What the server last said of its models; null until it has said anything. */
export type Models = ModelsSnapshot | null;

export function reduceModels(models: Models, action: Action): Models {
  switch (action.type) {
    case "models-arrived":
      return action.snapshot;
    case "changes-arrived":
      return action.changes.reduce(
        (before, change) => (change.type === "models" ? change.snapshot : before),
        models,
      );
    default:
      return models;
  }
}
