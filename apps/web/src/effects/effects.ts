import { createContext, useContext } from "react";
import type { Said } from "../commands/commands-words.ts";
import { codeEditorEffects } from "./code-editor.ts";
import { type EffectContext, notify } from "./context.ts";
import { conversationEffects } from "./conversations.ts";
import { findEffect } from "./find.ts";
import { instructionEffects } from "./instructions.ts";
import { keyEffects } from "./keys.ts";
import { liveEffects } from "./live.ts";
import { lookEffects } from "./look.ts";
import { modelEffects } from "./models.ts";
import { navigationEffects } from "./navigation.ts";
import { paneEffects } from "./panes.ts";
import { promptCommandEffects } from "./prompt-commands.ts";
import { runEffects } from "./runs.ts";
import { searchEffects } from "./search.ts";
import { startSuggesting } from "./suggest.ts";
import { treeEffects } from "./tree.ts";
import { startUpkeep } from "./upkeep.ts";

/** Starts everything that happens by itself and answers with everything a component can ask for. */
export function startEffects(context: EffectContext) {
  const conversations = conversationEffects(context);
  const navigation = navigationEffects(context, conversations);
  const runs = runEffects(context, ({ conversationId }) => navigation.settle(conversationId));
  const models = modelEffects(context);
  const look = lookEffects(context);
  const panes = paneEffects(context, { conversations, navigation, look });
  const subscription = startUpkeep(context, { conversations, runs, models, look });
  startSuggesting(context);
  return {
    conversations,
    codeEditor: codeEditorEffects(context, { conversations, navigation, runs }),
    navigation,
    panes,
    runs,
    models,
    look,
    search: searchEffects(context),
    find: findEffect(context),
    instructions: instructionEffects(context),
    prompts: promptCommandEffects(context),
    /** Tells what a command did where nobody can see it. */
    say: (what: Said) => notify(context, { kind: "said", what }),
    live: liveEffects(context),
    keys: keyEffects(context),
    tree: treeEffects(context),
    /** Tries the server again at once. */
    reconnect: () => subscription.reopen(),
    dispatch: context.store.dispatch,
  };
}

export type Effects = ReturnType<typeof startEffects>;

export const EffectsContext = createContext<Effects | null>(null);

/** What a component can ask for. */
export function useEffects(): Effects {
  const effects = useContext(EffectsContext);
  if (effects === null) throw new Error("useEffects outside of EffectsContext");
  return effects;
}
