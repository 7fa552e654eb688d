import type { NodeId } from "@grok/conversation";
import { useEffect, useLayoutEffect, useRef } from "react";
import { useEffects } from "../effects/effects.ts";
import { usePlace } from "../pane/place.ts";
import { useView } from "../pane/use-view.ts";
import { focusAfter } from "./focus-after.ts";

export interface Edit {
  readonly text: string;
  readonly type: (text: string) => void;
  readonly discard: () => void;
}

/** The text in the editor of a question. It lives in the view, so that scrolling away or a reload loses nothing. */
export function useEdit(nodeId: NodeId): Edit {
  const place = usePlace();
  const { dispatch } = useEffects();
  const text = useView((view) => (view.editing?.nodeId === nodeId ? view.editing.text : "")) ?? "";
  return {
    text,
    type: (next) => dispatch({ type: "edit-typed", ...place, text: next }),
    discard: () => {
      focusAfter(nodeId, "message");
      dispatch({ type: "edit-ended", ...place });
    },
  };
}

interface FieldProps {
  readonly edit: Edit;
  readonly label: string;
  /** Escape closes only what has not been touched. */
  readonly unchanged: boolean;
  /** Enter alone does this; with Shift it is a new line. */
  readonly onEnter: () => void;
}

/** A text area that grows with its text. */
export function EditField({ edit, label, unchanged, onEnter }: FieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
  }, []);
  useGrowing(field, edit.text);
  return (
    <textarea
      ref={field}
      className="edit-field"
      aria-label={label}
      rows={2}
      spellCheck
      value={edit.text}
      onChange={(event) => edit.type(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Escape" && unchanged) {
          event.preventDefault();
          event.stopPropagation();
          edit.discard();
        }
        if (event.key === "Enter" && !event.shiftKey) {
          event.preventDefault();
          onEnter();
        }
      }}
    />
  );
}

const growsByItself = CSS.supports("field-sizing", "content");

/** The height follows the text where the browser's own way of doing that is missing. */
export function useGrowing(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    const area = field.current;
    if (growsByItself || area === null) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }, [field, text]);
}
