import { messageBytesMax, utf8Bytes } from "@grok/conversation";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useMedia } from "../app/use-media.ts";
import { InstructionsNote } from "../commands/instructions-note.tsx";
import { SlashMenu } from "../commands/slash-menu.tsx";
import { SlashNote } from "../commands/slash-note.tsx";
import { useSlash } from "../commands/use-slash.ts";
import { useEffects } from "../effects/effects.ts";
import { Icon, type IconName } from "../icons/icon.tsx";
import { useGrowing } from "../message/edit-field.tsx";
import { ModelPicker } from "../models/model-picker.tsx";
import { usePlace } from "../pane/place.ts";
import { useRunningLeaf, useTree } from "../pane/use-view.ts";
import { canReason, modelToAsk } from "../state/model-entry.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import { ComposerNotes } from "./composer-notes.tsx";
import { KeyHints } from "./key-hints.tsx";
import { useDraft } from "./use-draft.ts";
import { useReadiness } from "./use-readiness.ts";
import "./composer.css";

/** From here on the text is set in a face whose lines the browser breaks ten times as fast. */
const hugeChars = 50_000;

/** Where questions are written. It never waits: while an answer is being written, the next question can be. */
export function Composer() {
  const words = useWords();
  const formats = useFormats();
  const place = usePlace();
  const { runs } = useEffects();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft();
  const running = useRunningLeaf();
  const readiness = useReadiness();
  const tooLong = useTooLong(text);
  const sendable = text.trim() !== "" && readiness !== "none" && !tooLong;
  const placeholder = usePlaceholder(running !== null, readiness);
  const touch = useMedia("(pointer: coarse)");
  const active = useWorkspace(({ panes }) => panes.active === place.paneId);
  const together = useWorkspace(({ panes }) => panes.together);
  const slash = useSlash(text, setText, field);
  useGrowing(field, text);

  const fine = useMedia("(pointer: fine)");
  // biome-ignore lint/correctness/useExhaustiveDependencies: becoming the active pane is no reason to take the focus
  useEffect(() => {
    // On a touch screen the focus would bring the keyboard up uninvited.
    if (fine && active && place.conversationId !== "") field.current?.focus({ preventScroll: true });
  }, [fine, place.conversationId]);

  const send = () => {
    if (slash.submit() || !sendable) return;
    setText("");
    void (together ? runs.askAll(place, text.trim()) : runs.ask(place, text.trim(), true));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (slash.onKeyDown(event)) return;
    const plain = event.key === "Enter" && !event.shiftKey && !event.altKey && !event.nativeEvent.isComposing;
    if (!plain || (touch && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    send();
  };

  return (
    <div className="dock">
      <div className="dock-in">
        <div className="under">
          <InstructionsNote />
          <SlashNote slash={slash} />
          <ComposerNotes onTakeBack={() => field.current?.focus()} />
          <form
            className="composer"
            onSubmit={(event) => {
              event.preventDefault();
              send();
            }}
          >
            <SlashMenu slash={slash} />
            <textarea
              ref={field}
              className={text.length > hugeChars ? "huge" : undefined}
              id={`message-${place.paneId}`}
              rows={1}
              aria-label={words.composer.message}
              placeholder={placeholder}
              enterKeyHint={touch ? "enter" : "send"}
              dir="auto"
              aria-autocomplete="list"
              aria-haspopup="listbox"
              aria-controls={slash.options.length > 0 ? slash.listId : undefined}
              aria-activedescendant={slash.active < 0 ? undefined : slash.optionId(slash.active)}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={onKeyDown}
              onFocus={slash.onFocus}
              onBlur={slash.onBlur}
            />
            {tooLong && (
              <p className="too-long" role="alert">
                {words.composer.tooLong(formats.number(utf8Bytes(text)), formats.number(messageBytesMax))}
              </p>
            )}
            <div className="row">
              <ThinkSwitch />
              <TogetherSwitch />
              <span className="sp" />
              <ModelPicker />
              {(running === null || sendable || slash.isCommand) && (
                <button
                  type="submit"
                  className={running === null ? "send" : "send second"}
                  aria-label={words.composer.send}
                  disabled={!sendable && !slash.isCommand}
                >
                  <Icon name="send" />
                </button>
              )}
              {running !== null && (
                <button
                  type="button"
                  className="send"
                  aria-label={words.composer.stop}
                  onClick={() => {
                    void runs.stop(running);
                    field.current?.focus();
                  }}
                >
                  <svg className="i" viewBox="0 0 24 24" aria-hidden="true">
                    <rect x="7" y="7" width="10" height="10" rx="1.5" fill="currentColor" stroke="none" />
                  </svg>
                </button>
              )}
            </div>
          </form>
        </div>
        <KeyHints running={running !== null} slash={slash.options.length > 0} />
      </div>
    </div>
  );
}

/** There only while the chosen model can reason. */
function ThinkSwitch() {
  const { composer } = useWords();
  const { panes } = useEffects();
  const { paneId } = usePlace();
  const able = useWorkspace(({ models, panes }) =>
    canReason(models, modelToAsk(models, panes.makings[paneId]?.model ?? "grok")),
  );
  const on = useWorkspace((workspace) => workspace.panes.makings[paneId]?.think === true);
  if (!able) return null;
  return (
    <Switch icon="think" label={composer.think} on={on} onToggle={() => panes.make(paneId, { think: !on })} />
  );
}

/** There only while there are several panes. */
function TogetherSwitch() {
  const { panes: words } = useWords();
  const { dispatch } = useEffects();
  const several = useWorkspace(({ panes }) => Object.keys(panes.makings).length > 1);
  const on = useWorkspace(({ panes }) => panes.together);
  if (!several) return null;
  return (
    <Switch
      icon="panes"
      label={words.together}
      title={words.togetherHint}
      on={on}
      onToggle={() => dispatch({ type: "together-switched", on: !on })}
    />
  );
}

interface SwitchProps {
  readonly icon: IconName;
  readonly label: string;
  readonly title?: string;
  readonly on: boolean;
  readonly onToggle: () => void;
}

function Switch({ icon, label, title, on, onToggle }: SwitchProps) {
  return (
    <button
      type="button"
      className="switch"
      role="switch"
      aria-checked={on}
      aria-label={label}
      title={title}
      onClick={onToggle}
    >
      <Icon name={icon} />
      <span className="lab">{label}</span>
    </button>
  );
}

function usePlaceholder(running: boolean, readiness: ReturnType<typeof useReadiness>): string {
  const { composer, live: liveWords } = useWords();
  const live = useWorkspace((workspace) => workspace.live.open);
  const lost = useWorkspace(({ connection }) => connection.phase === "lost");
  const { paneId } = usePlace();
  const fun = useWorkspace(({ panes }) => panes.makings[paneId]?.mode === "fun");
  const first = (useTree()?.nodes.size ?? 1) === 1;
  if (lost) return composer.offline;
  if (running) return composer.writing;
  if (readiness === "none") return composer.noModel;
  if (live) return liveWords.composer;
  if (fun) return composer.fun;
  return first ? composer.first : composer.follow;
}

/** Counted exactly only where it could be too long. */
function useTooLong(text: string): boolean {
  return text.length * 3 > messageBytesMax && utf8Bytes(text) > messageBytesMax;
}
