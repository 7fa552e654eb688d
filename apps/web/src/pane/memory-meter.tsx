import { useWorkspace } from "../state/store.ts";
import { viewOf } from "../state/views.ts";
import { useFormats, useWords } from "../words/words.ts";
import { usePlace } from "./place.ts";

/** Below this nobody needs to think of it. */
const shownFrom = 0.1;
/** From here on it is worth a colour. */
const tightFrom = 0.85;

/** How much of the model's memory the shown branch takes: a short line that fills. */
export function MemoryMeter() {
  const words = useWords();
  const formats = useFormats();
  const { paneId, conversationId } = usePlace();
  const share = useWorkspace(({ views, trees }) => {
    const leafId = viewOf(views, paneId, conversationId)?.leafId;
    const made = leafId == null ? null : trees.loaded[conversationId]?.bodies.get(leafId)?.provenance;
    if (made == null || made.contextTokens === 0) return 0;
    return Math.min(1, (made.promptTokens + made.outputTokens) / made.contextTokens);
  });
  if (share < shownFrom) return null;
  const text = words.panes.memory(formats.percent(share));
  return (
    <span
      className={share >= tightFrom ? "memory tight" : "memory"}
      role="img"
      aria-label={text}
      title={text}
    >
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}
