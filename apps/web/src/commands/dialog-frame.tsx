import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useWords } from "../words/words.ts";
import { useFocusReturn } from "./use-focus-return.ts";
import "../models/dialog.css";
import "./forms.css";

interface DialogFrameProps {
  readonly title: string;
  readonly className?: string;
  /** Stands in the head, before the cross. */
  readonly tools?: ReactNode;
  /** May keep the dialog open by preventing the default. */
  readonly onEscape?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
}

/** A dialog over the workspace. What carries `data-first` has the focus first, which returns to where it came from. */
export function DialogFrame({
  title,
  className = "dialog small",
  tools,
  onEscape,
  children,
}: DialogFrameProps) {
  const words = useWords();
  const { dispatch } = useEffects();
  const onCloseAutoFocus = useFocusReturn();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && dispatch({ type: "dialog-closed" })}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-veil" />
        <Dialog.Content
          className={className}
          aria-describedby={undefined}
          onEscapeKeyDown={onEscape}
          onCloseAutoFocus={onCloseAutoFocus}
          onOpenAutoFocus={(event) => {
            const first = (event.currentTarget as HTMLElement).querySelector<HTMLElement>("[data-first]");
            if (first === null) return;
            event.preventDefault();
            first.focus();
          }}
        >
          <header>
            <Dialog.Title>{title}</Dialog.Title>
            <span className="tools">
              {tools}
              <Dialog.Close className="b icon" aria-label={words.commands.help.close}>
                <Icon name="close" />
              </Dialog.Close>
            </span>
          </header>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface FormButtonsProps {
  readonly save: string;
  readonly cancel: string;
  readonly disabled?: boolean;
  readonly onCancel: () => void;
}

/** The foot of a form: one filled way on, one back. */
export function FormButtons({ save, cancel, disabled = false, onCancel }: FormButtonsProps) {
  return (
    <div className="form-buttons">
      <button type="submit" className="b fill" disabled={disabled}>
        {save}
      </button>
      <button type="button" className="b quiet" onClick={onCancel}>
        {cancel}
      </button>
    </div>
  );
}
