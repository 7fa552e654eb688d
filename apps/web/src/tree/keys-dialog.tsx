import { Dialog } from "radix-ui";
import { useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { useWords } from "../words/words.ts";
import "../models/dialog.css";

/** What the keys of the tree do. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const words = useWords().tree;
  const [before] = useState(() => document.activeElement);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-veil" />
        <Dialog.Content
          className="dialog small"
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before instanceof HTMLElement) before.focus({ preventScroll: true });
          }}
        >
          <header>
            <Dialog.Title>{words.keys}</Dialog.Title>
            <Dialog.Close className="b icon" aria-label={words.close}>
              <Icon name="close" />
            </Dialog.Close>
          </header>
          <dl className="facts tree-keys">
            {words.keyLines.map(([keys, deed]) => (
              <div key={keys}>
                <dt>
                  {keys.split(" ").map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{deed}</dd>
              </div>
            ))}
          </dl>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
