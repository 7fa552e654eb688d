import { type NodeId, visibleChildrenOf } from "@grok/conversation";
import { useEffects } from "../effects/effects.ts";
import { usePlace } from "../pane/place.ts";
import { useTree, useView } from "../pane/use-view.ts";
import { useWords } from "../words/words.ts";

/** Under a question at the end of the path whose answers have all been archived. */
export function Unanswered({ nodeId }: { nodeId: NodeId }) {
  const words = useWords();
  const place = usePlace();
  const { runs } = useEffects();
  const tree = useTree();
  const last = useView((view) => view.leafId === nodeId && view.branch === null) === true;
  if (!last || tree === undefined || visibleChildrenOf(tree, nodeId).length > 0) return null;
  return (
    <p className="unanswered">
      {words.message.unanswered}{" "}
      <button type="button" className="b line" onClick={() => void runs.regenerate(place, nodeId)}>
        {words.message.answer}
      </button>
    </p>
  );
}
