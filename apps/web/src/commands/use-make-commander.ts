import { type NodeId, textOf } from "@grok/conversation";
import { useContext, useEffect, useMemo, useRef } from "react";
import { useEffects } from "../effects/effects.ts";
import { copyText } from "../markdown/copy-text.ts";
import { copyRich } from "../message/copy.ts";
import { focusSearch } from "../sidebar/focus-search.ts";
import type { SidebarForm } from "../sidebar/use-sidebar-form.ts";
import type { Language } from "../state/look.ts";
import { StoreContext } from "../state/store.ts";
import type { Words } from "../words/en.ts";
import { isAvailable } from "./command.ts";
import { contextOf } from "./command-context.ts";
import type { Commander } from "./commander.ts";
import type { Desk } from "./desk.ts";
import { fillPrompt } from "./fill-prompt.ts";
import { knownValues, missingWords } from "./prompt-values.ts";
import { useSelectedText } from "./use-selected-text.ts";

/** The one commander of the window. */
export function useMakeCommander(words: Words, language: Language, sidebar: SidebarForm): Commander {
  const store = useContext(StoreContext)!;
  const effects = useEffects();
  const selected = useSelectedText();
  const latest = useRef(sidebar);
  latest.current = sidebar;
  useEffect(() => void effects.prompts.read(), [effects]);

  return useMemo<Commander>(() => {
    const copied = (done: boolean) =>
      effects.dispatch({
        type: "notice-shown",
        notice: done
          ? { id: "copied", kind: "copied" }
          : { id: "copy-failed", kind: "failed", what: "copy", message: "" },
      });
    const desk: Desk = {
      get sidebarShown() {
        const { shape, drawer } = latest.current;
        return shape === "full" || drawer;
      },
      leaveSidebar: () => latest.current.leave(),
      showSidebar: (shown) => (shown ? latest.current.show() : latest.current.hide()),
      search(query) {
        latest.current.show();
        if (query !== "") effects.search.type(query);
        focusSearch();
      },
      focusComposer: (paneId) => soonAfter(() => document.getElementById(`message-${paneId}`)?.focus()),
      copyText: (text) => void copyText(text).then(copied),
      copyMessage: (node) => {
        const rendered = document.querySelector(`#node-${CSS.escape(node.id)} .md`);
        void copyRich(rendered, textOf(node)).then(copied);
      },
      isDark: () => getComputedStyle(document.documentElement).colorScheme === "dark" || prefersDark(),
    };
    const contextAt: Commander["contextAt"] = (place, nodeId) => {
      const workspace = store.getState();
      const { active } = workspace.panes;
      const here = place ?? { paneId: active, conversationId: workspace.views.shown[active] ?? "" };
      const focused = nodeId === undefined ? focusedMessage(here.paneId) : nodeId;
      return contextOf({
        workspace,
        effects,
        desk,
        words,
        language,
        place: here,
        nodeId: focused,
        selection: selected(here.paneId),
      });
    };
    return {
      contextAt,
      run(command, context, argument = "") {
        if (isAvailable(command, context)) void command.run(context, argument);
      },
      ask(command, context, text = "") {
        const { place, workspace } = context;
        const values = knownValues(context, text, Date.now());
        if (missingWords(command.text, values).length > 0) {
          const { name } = command;
          effects.dispatch({ type: "dialog-opened", dialog: { kind: "prompt", ...place, name, values } });
          return;
        }
        const question = fillPrompt(command.text, values);
        if (workspace.panes.together) void effects.runs.askAll(place, question);
        else void effects.runs.ask(place, question, false);
      },
    };
  }, [store, effects, words, language, selected]);
}

/** The message of a pane that has the focus, or that holds it. */
function focusedMessage(paneId: string): NodeId | null {
  const article = document.activeElement?.closest(`#pane-${CSS.escape(paneId)} article[id^="node-"]`);
  return article == null ? null : article.id.slice("node-".length);
}

function prefersDark(): boolean {
  return (
    document.documentElement.dataset.theme === undefined && matchMedia("(prefers-color-scheme: dark)").matches
  );
}

/** Once what is being drawn now is on the page. */
function soonAfter(deed: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(deed));
}
