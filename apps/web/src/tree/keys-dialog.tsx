import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { useWords } from "../words/words.ts";

/** What the keys of the tree do. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const words = useWords().tree;
  return (
    <DialogFrame title={words.keys} kind="small" onClose={onClose}>
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
    </DialogFrame>
  );
}
