import { Dialog } from "radix-ui";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useWords } from "../words/words.ts";
import { ModelsPage } from "./models-page.tsx";
import "./dialog.css";

/** The models over the page that one was on. */
export default function ModelsDialog({ modelId }: { modelId: string | null }) {
  const words = useWords();
  const { dispatch } = useEffects();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && dispatch({ type: "dialog-closed" })}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-veil" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <header>
            <Dialog.Title>{words.models.dialog}</Dialog.Title>
            <Dialog.Close className="b icon" aria-label={words.models.close}>
              <Icon name="close" />
            </Dialog.Close>
          </header>
          <div className="dialog-body">
            <ModelsPage at={modelId} />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
