import { type RefObject, useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { useMedia } from "../app/use-media.ts";
import { useEffects } from "../effects/effects.ts";
import type { CodeEditor, CodeTab } from "../state/code-editor.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import type { Caret, CodeSurface } from "./code-surface.ts";
import { loadSurface } from "./load-surface.ts";

/** How long typing pauses before the text is put where it is safe. */
const keepAfterMs = 150;

interface Asked {
  readonly onSave: () => void;
  readonly onAsk: () => void;
  readonly onLeave: () => void;
}

export interface SurfaceInUse {
  /** Null while the editor is being loaded. */
  readonly surface: CodeSurface | null;
  readonly failed: boolean;
  readonly retry: () => void;
  readonly caret: Caret;
  /** Null where nobody checks the language. */
  readonly problems: number | null;
  /** Puts what was typed last into the workspace at once. */
  readonly flush: () => void;
}

/** Loads the editor into `host` and keeps it on the shown tab. */
export function useCodeSurface(
  host: RefObject<HTMLElement | null>,
  { tabs }: CodeEditor,
  tab: CodeTab | undefined,
  asked: Asked,
): SurfaceInUse {
  const words = useWords();
  const { language } = useFormats();
  const { dispatch, codeEditor } = useEffects();
  const touch = useMedia("(pointer: coarse)");
  const [surface, setSurface] = useState<CodeSurface | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [caret, setCaret] = useState<Caret>({ line: 1, column: 1 });
  const [problems, setProblems] = useState<number | null>(null);
  const typed = useRef<{ id: string; timer: ReturnType<typeof setTimeout> } | null>(null);
  const inUse = useRef<CodeSurface | null>(null);
  const shownId = useRef<string | null>(null);

  const flush = useCallback(() => {
    if (typed.current === null || inUse.current === null) return;
    const { id, timer } = typed.current;
    clearTimeout(timer);
    typed.current = null;
    dispatch({ type: "code-typed", id, text: inUse.current.text() });
  }, [dispatch]);

  const onEdited = useEffectEvent(() => {
    if (shownId.current === null) return;
    clearTimeout(typed.current?.timer);
    typed.current = { id: shownId.current, timer: setTimeout(flush, keepAfterMs) };
  });
  const onSave = useEffectEvent(asked.onSave);
  const onAsk = useEffectEvent(asked.onAsk);
  const onLeave = useEffectEvent(asked.onLeave);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads again
  useEffect(() => {
    let gone = false;
    setFailed(false);
    loadSurface(touch, language).then(
      (createSurface) => {
        if (gone || host.current === null) return;
        const made = createSurface({
          host: host.current,
          words: { save: words.editor.saveBranch, ask: words.code.ask, before: words.code.before },
          listener: {
            edited: () => onEdited(),
            moved: setCaret,
            checked: setProblems,
            saveAsked: () => onSave(),
            askAsked: () => onAsk(),
            left: () => onLeave(),
          },
        });
        inUse.current = made;
        setSurface(made);
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      flush();
      inUse.current?.dispose();
      inUse.current = null;
      shownId.current = null;
      setSurface(null);
    };
  }, [host, touch, language, words, attempt, flush]);

  const id = tab?.id;
  const show = useEffectEvent(() => {
    if (surface === null || tab === undefined || shownId.current === tab.id) return;
    flush();
    surface.show(tab);
    shownId.current = tab.id;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another tab is to be shown, not each of its texts
  useEffect(show, [surface, id]);

  const known = useRef<readonly string[]>([]);
  useEffect(() => {
    const ids = tabs.map((one) => one.id);
    for (const gone of known.current.filter((one) => !ids.includes(one))) surface?.forget(gone);
    known.current = ids;
    if (surface !== null && codeEditor.wantsFocus()) surface.focus();
  }, [surface, tabs, codeEditor]);

  useEffect(() => {
    addEventListener("pagehide", flush);
    return () => removeEventListener("pagehide", flush);
  }, [flush]);

  const theme = useWorkspace(({ look }) => look.theme);
  const mode = useWorkspace(({ look }) => look.mode);
  const dark = useMedia("(prefers-color-scheme: dark)");
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them changes the colours of the page
  useEffect(() => {
    surface?.restyle();
  }, [surface, theme, mode, dark]);

  const retry = () => setAttempt((count) => count + 1);
  return { surface, failed, retry, caret, problems, flush };
}
