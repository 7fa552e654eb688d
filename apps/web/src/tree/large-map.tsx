import { Dialog } from "radix-ui";
import { useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { useWords } from "../words/words.ts";
import { type MapProps, MapView } from "./map-view.tsx";
import "../models/dialog.css";

const stopsMax = 160;

/** The map over everything else; choosing a message closes it. */
export default function LargeMap({ onClose, ...props }: MapProps & { onClose: () => void }) {
  const words = useWords().tree;
  const [before] = useState(() => document.activeElement);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-veil" />
        <Dialog.Content
          className="dialog large-map"
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before instanceof HTMLElement) before.focus({ preventScroll: true });
          }}
        >
          <header>
            <Dialog.Title>{words.map}</Dialog.Title>
            <Dialog.Close className="b icon" aria-label={words.closeMap}>
              <Icon name="close" />
            </Dialog.Close>
          </header>
          <MapView
            {...props}
            stopsMax={stopsMax}
            heightMaxPx={null}
            onShown={() => {
              onClose();
              props.onShown();
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
