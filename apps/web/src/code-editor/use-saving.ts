import { siblingsOf } from "@grok/conversation";
import { useState } from "react";
import { useEffects } from "../effects/effects.ts";
import type { CodeTab } from "../state/code-editor.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import type { Said } from "./code-foot.tsx";

/** Puts the code back into its reply, and tells what came of it until the text is another. */
export function useSaving(tab: CodeTab, flush: () => void) {
  const { code } = useWords();
  const { codeEditor } = useEffects();
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<{ id: string; text: string; said: Said | "saved" } | null>(null);
  const version = useWorkspace(({ trees }) => {
    const tree = trees.loaded[tab.conversationId]?.tree;
    return tree?.nodes.has(tab.nodeId) === true ? siblingsOf(tree, tab.nodeId).index + 1 : 0;
  });

  async function save(): Promise<void> {
    if (busy) return;
    flush();
    setBusy(true);
    const outcome = await codeEditor.save(tab.id);
    setBusy(false);
    if (outcome.kind === "unchanged") return;
    const said: Said | "saved" =
      outcome.kind === "saved" ? "saved" : { kind: "problem", text: code.refused[outcome.why] };
    setTold({ id: tab.id, text: outcome.text, said });
  }

  const fresh = told !== null && told.id === tab.id && told.text === tab.text ? told.said : null;
  const said: Said | null = fresh === "saved" ? { kind: "done", text: code.saved(version) } : fresh;
  return {
    busy,
    said,
    save,
    say: (text: string) => setTold({ id: tab.id, text: tab.text, said: { kind: "done", text } }),
  };
}
