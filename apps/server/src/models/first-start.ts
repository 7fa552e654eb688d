// What happens by itself after `npm start` on a machine without models, as a pure reducer: look on the disk, fetch the
// small model, wake it, pick the best one for the machine, fetch it behind the small one's answers, measure it, and
// step down where it is too slow. The driver does what the effects say and reports back with events.
import { z } from "zod";

export const firstStartSchema = z.object({
  step: z.enum(["finding", "fetching-small", "warming", "choosing", "fetching", "testing", "done"]),
  /** Id of the model that was picked for this machine; empty before. */
  picked: z.string(),
  /** Why, for people. */
  reason: z.string(),
  /** Models measured below the speed that reads well; they stand for no name unless the user says so. */
  tooSlow: z.array(z.string()),
  /** Why no model could be had, for people; empty where one could. */
  problem: z.string(),
  /** The user paused the download of the picked model; a restart leaves it so. */
  held: z.boolean(),
});

/** Kept in the home: a start after a restart goes on from it. */
export type FirstStart = z.infer<typeof firstStartSchema>;

export const firstStartBefore: FirstStart = {
  step: "finding",
  picked: "",
  reason: "",
  tooSlow: [],
  problem: "",
  held: false,
};

export type FirstStartEvent =
  /** The server came up. */
  | { type: "begun"; canAnswer: boolean }
  | { type: "found"; canAnswer: boolean }
  /** The small model, or the picked one, is here. */
  | { type: "fetched" }
  | { type: "fetch-failed"; message: string }
  /** The model that answers now is in memory; null where it could not be loaded or measured. */
  | { type: "warmed"; tokensPerSecond: number | null }
  | { type: "picked"; id: string; reason: string; installed: boolean }
  | { type: "tested"; tokensPerSecond: number }
  /** No other model is to be had: what is here has to do. */
  | { type: "nothing-else" }
  /** The user paused the download of the picked model, or let it go on. */
  | { type: "held"; held: boolean }
  /** The user chose a model: from here on it is theirs. */
  | { type: "user-decided" };

export type FirstStartEffect =
  | { type: "find" }
  | { type: "fetch-small" }
  /** Loads what answers now; with `measure`, tells how quick it is. */
  | { type: "warm"; measure: boolean }
  | { type: "pick"; tokensPerSecond: number | null }
  | { type: "fetch"; id: string }
  | { type: "test"; id: string }
  | { type: "step-down"; id: string; tokensPerSecond: number };

export interface FirstStartStep {
  readonly state: FirstStart;
  readonly effect: FirstStartEffect | null;
}

/** Slower than this, a reader waits for the words. */
export const tokensPerSecondMin = 5;

export function stepFirstStart(state: FirstStart, event: FirstStartEvent): FirstStartStep {
  switch (event.type) {
    case "begun":
      return begin(state, event.canAnswer);
    case "found":
      if (state.step !== "finding") return stay(state);
      return event.canAnswer
        ? go(state, "warming", { type: "warm", measure: true })
        : go(state, "fetching-small", { type: "fetch-small" });
    case "fetched":
      if (state.step === "fetching-small")
        return go({ ...state, problem: "" }, "warming", { type: "warm", measure: true });
      if (state.step !== "fetching") return stay(state);
      return go({ ...state, held: false }, "testing", { type: "test", id: state.picked });
    case "fetch-failed":
      // A picked model that broke off is a paused download; whoever resumes it brings this on its way again.
      if (state.step !== "fetching-small") return stay(state);
      return go({ ...state, problem: event.message }, "choosing", { type: "pick", tokensPerSecond: null });
    case "warmed":
      if (state.step !== "warming") return stay(state);
      return go(state, "choosing", { type: "pick", tokensPerSecond: event.tokensPerSecond });
    case "picked":
      if (state.step !== "choosing" && state.step !== "testing") return stay(state);
      return settleOn(state, event);
    case "tested":
      if (state.step !== "testing") return stay(state);
      if (event.tokensPerSecond >= tokensPerSecondMin) return go(state, "done", null);
      return {
        state: { ...state, tooSlow: [...state.tooSlow, state.picked] },
        effect: { type: "step-down", id: state.picked, tokensPerSecond: event.tokensPerSecond },
      };
    case "nothing-else":
      // Slow is better than nothing.
      return go({ ...state, tooSlow: state.tooSlow.filter((id) => id !== state.picked) }, "done", null);
    case "held":
      return { state: { ...state, held: event.held }, effect: null };
    case "user-decided":
      return go(state, "done", null);
  }
}

/** A restart goes on with a download and begins anew with everything that is quick. */
function begin(state: FirstStart, canAnswer: boolean): FirstStartStep {
  if (!canAnswer) return go({ ...firstStartBefore, tooSlow: state.tooSlow }, "finding", { type: "find" });
  if (state.step === "fetching" && state.held) return { state, effect: { type: "warm", measure: false } };
  if (state.step === "fetching") return go(state, "fetching", { type: "fetch", id: state.picked });
  if (state.step === "testing") return go(state, "testing", { type: "test", id: state.picked });
  if (state.step === "done") return { state, effect: { type: "warm", measure: false } };
  return go(state, "warming", { type: "warm", measure: true });
}

function settleOn(
  state: FirstStart,
  { id, reason, installed }: { id: string; reason: string; installed: boolean },
) {
  const next = { ...state, picked: id, reason, problem: installed ? "" : state.problem };
  return installed ? go(next, "done", null) : go(next, "fetching", { type: "fetch", id });
}

function go(state: FirstStart, step: FirstStart["step"], effect: FirstStartEffect | null): FirstStartStep {
  return { state: { ...state, step }, effect };
}

function stay(state: FirstStart): FirstStartStep {
  return { state, effect: null };
}
