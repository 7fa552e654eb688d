import { useEffect, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import type { ConversationRow } from "../state/conversation-row.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";

/** What was archived, newest first, and the way back. */
export function ArchivedConversations() {
  const words = useWords();
  const formats = useFormats();
  const { conversations } = useEffects();
  const rows = useWorkspace(({ list }) => list.rows);
  const [archived, setArchived] = useState<readonly ConversationRow[] | null>(null);

  useEffect(() => {
    let stale = false;
    void conversations.archived().then((read) => {
      if (!stale) setArchived(read);
    });
    return () => {
      stale = true;
    };
  }, [conversations]);

  const left = (archived ?? []).filter(({ id }) => rows[id] === undefined || rows[id].archivedAtMs !== null);
  if (archived !== null && left.length === 0)
    return <p className="q nothing">{words.settings.archiveEmpty}</p>;
  return (
    <div className="rows">
      {left.map(({ id, title, archivedAtMs }) => (
        <div className="rowi" key={id}>
          <div>
            <b dir="auto">{title === "" ? words.app.untitled : title}</b>
            <small>{words.settings.archivedOn(formats.day(archivedAtMs ?? 0))}</small>
          </div>
          <button type="button" className="b line" onClick={() => void conversations.archive(id, true)}>
            {words.settings.bringBack}
          </button>
        </div>
      ))}
    </div>
  );
}
