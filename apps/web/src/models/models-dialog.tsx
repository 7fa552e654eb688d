import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { useWords } from "../words/words.ts";
import { ModelsPage } from "./models-page.tsx";

/** The models over the page that one was on. */
export default function ModelsDialog({ modelId }: { modelId: string | null }) {
  const words = useWords();
  return (
    <DialogFrame title={words.models.dialog}>
      <div className="dialog-body">
        <ModelsPage at={modelId} />
      </div>
    </DialogFrame>
  );
}
