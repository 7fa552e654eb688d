import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useMedia } from "../app/use-media.ts";
import { useEffects } from "../effects/effects.ts";
import { activeTab, type CodeTab } from "../state/code-editor.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { changedLines } from "./changed-lines.ts";
import { CodeFoot, useDesktop } from "./code-foot.tsx";
import { CodeHead } from "./code-head.tsx";
import { CodeStatus } from "./code-status.tsx";
import { CompareBar } from "./compare-bar.tsx";
import { focusBlock, focusDraft } from "./return-focus.ts";
import { SurfacePlace } from "./surface-place.tsx";
import { UnsavedQuestion } from "./unsaved-question.tsx";
import { useCodeSurface } from "./use-code-surface.ts";
import { useCompare } from "./use-compare.ts";
import { useSaving } from "./use-saving.ts";
import "./code-editor.css";

/** The code blocks that are open in the editor; nothing where there are none. */
export default function CodeEditorPanel() {
  const tab = useWorkspace(({ codeEditor }) => activeTab(codeEditor));
  return tab === undefined ? null : <OpenCode tab={tab} />;
}

function OpenCode({ tab }: { tab: CodeTab }) {
  const { code } = useWords();
  const { dispatch, codeEditor } = useEffects();
  const editor = useWorkspace((workspace) => workspace.codeEditor);
  const touch = useMedia("(pointer: coarse)");
  const covers = useMedia("(max-width: 720px)");
  const host = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<{ ids: readonly string[]; names: readonly string[] } | null>(null);
  const hasDesktop = useDesktop();

  const inUse = useCodeSurface(host, editor, tab, {
    onSave: () => void saving.save(),
    onAsk: () => void ask(),
    onLeave: () => leave(),
  });
  const { surface, flush } = inUse;
  const saving = useSaving(tab, flush);
  const comparing = useCompare(tab, surface);
  const changes = useMemo(() => changedLines(tab.original, tab.text), [tab.original, tab.text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab has other marks
  useEffect(() => {
    surface?.mark(changes.spans);
  }, [surface, changes, tab.id]);

  const putAway = () => {
    flush();
    dispatch({ type: "code-put-away" });
  };
  const leave = () => {
    if (covers) putAway();
    requestAnimationFrame(() => focusBlock(tab));
  };
  const close = (ids: readonly string[]) => {
    setAsked(null);
    const last = editor.tabs.every(({ id }) => ids.includes(id));
    dispatch({ type: "code-closed", ids });
    if (last) requestAnimationFrame(() => focusBlock(tab));
    else surface?.focus();
  };
  const askToClose = (ids: readonly string[]) => {
    flush();
    const names = codeEditor.unsaved(ids);
    if (names.length === 0) close(ids);
    else setAsked({ ids, names });
  };
  const ask = async () => {
    flush();
    const { paneId, draft, caret } = await codeEditor.quote(tab, surface?.selection() ?? tab.text);
    if (covers) putAway();
    focusDraft(paneId, draft, caret);
  };
  const openOnDesktop = async () => {
    const path = await codeEditor.openOnDesktop(tab.fileName, surface?.text() ?? tab.text);
    if (path !== null) saving.say(code.desktopDone(path));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (event.key === "s" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      void saving.save();
    }
    // In the text the key may be the editor's own; it tells when it is not.
    if (event.key === "Escape" && !host.current?.contains(event.target as Node)) {
      event.preventDefault();
      leave();
    }
  };

  return (
    <section
      className={editor.away ? "code-editor away" : "code-editor"}
      aria-label={code.label}
      onKeyDown={onKeyDown}
    >
      <h1 className="sr">{code.label}</h1>
      <CodeHead
        editor={editor}
        tab={tab}
        text={() => surface?.text() ?? tab.text}
        onAsk={() => void ask()}
        onDesktop={hasDesktop ? () => void openOnDesktop() : null}
        onClose={askToClose}
        onAway={leave}
      />
      {comparing.on && <CompareBar comparing={comparing} />}
      <SurfacePlace host={host} inUse={inUse} tab={tab} />
      <CodeStatus tab={tab} inUse={inUse} touch={touch} />
      {asked === null ? (
        <CodeFoot
          changed={changes.count}
          saving={saving.busy}
          comparing={comparing.on}
          said={saving.said}
          onSave={() => void saving.save()}
          onCompare={comparing.toggle}
          onAsk={() => void ask()}
        />
      ) : (
        <UnsavedQuestion
          names={asked.names}
          onDiscard={() => close(asked.ids)}
          onKeep={() => {
            setAsked(null);
            surface?.focus();
          }}
        />
      )}
    </section>
  );
}
