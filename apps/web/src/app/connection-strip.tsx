import { useEffect, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** A dropped stream that is back within this time is nobody's business. */
const quietMs = 1_500;

/** One line across the top while the server cannot be heard, or the network is away. */
export function ConnectionStrip() {
  const words = useWords();
  const { reconnect } = useEffects();
  const { phase, seen, online } = useWorkspace((workspace) => workspace.connection);
  const lost = phase === "lost";
  const [told, setTold] = useState(false);

  useEffect(() => {
    if (!lost) return setTold(false);
    const timer = setTimeout(setTold, quietMs, true);
    return () => clearTimeout(timer);
  }, [lost]);

  const text = !told
    ? online
      ? null
      : words.connection.offline
    : seen
      ? words.connection.lost
      : words.connection.first;
  return (
    <div role="status" className="strip-place">
      {text !== null && (
        <div className="strip">
          <Icon name="offline" />
          <span>{text}</span>
          {told && (
            <button type="button" className="b quiet" onClick={reconnect}>
              {words.connection.tryNow}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
