import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useWords } from "../words/words.ts";
import { useFocusReturn } from "./use-focus-return.ts";
import "./dialog.css";

interface DialogFrameProps {
  readonly title: string;
  /** "small" for a few lines, or a class of its own; as wide as models need by default. */
  readonly kind?: string;
  /** For rules that depend on what is shown. */
  readonly view?: string;
  /** Stands in the head, before the cross. */
  readonly tools?: ReactNode;
  /** Something goes on that closing would hide. */
  readonly busy?: boolean;
  /** May keep the dialog open by preventing the default. */
  readonly onEscape?: (event: KeyboardEvent) => void;
  /** Default: closes the workspace's dialog. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

/** A dialog over the workspace. What carries `data-first` has the focus first, which returns to where it came from. */
export function DialogFrame(props: DialogFrameProps) {
  const { title, kind = "", view, tools, busy = false, onEscape, onClose, children } = props;
  const words = useWords();
  const { dispatch } = useEffects();
  const onCloseAutoFocus = useFocusReturn();
  const close = onClose ?? (() => dispatch({ type: "dialog-closed" }));
  return (
    <Dialog.Root open onOpenChange={(open) => !open && !busy && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-veil" />
        <Dialog.Content
          className={`dialog ${kind}`}
          data-view={view}
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
            {tools}
            <Dialog.Close className="b icon" aria-label={words.app.close} disabled={busy}>
              <Icon name="close" />
            </Dialog.Close>
          </header>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
