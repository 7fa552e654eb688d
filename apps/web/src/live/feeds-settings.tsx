import { useEffect, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { FeedForm } from "./feed-form.tsx";
import { FeedRow } from "./feed-row.tsx";
import { KeptPosts } from "./kept-posts.tsx";
import "./feeds.css";

/** Whom to listen to, how each of them stands, and how long posts stay. */
export function FeedsSettings() {
  const { live: words } = useWords();
  const { live: effects } = useEffects();
  const feeds = useWorkspace(({ live }) => live.feeds);
  const kinds = useWorkspace(({ live }) => live.kinds);
  /** The id of a feed, a kind of which one is added, or null. */
  const [form, setForm] = useState<{ id: string; source: string } | null>(null);
  useEffect(() => effects.lookAtFeeds(), [effects]);

  return (
    <div className="feeds">
      {feeds !== null && feeds.length === 0 && <p className="q">{words.noFeeds}</p>}
      <ul className="rows">
        {(feeds ?? []).map((feed) => (
          <li key={feed.id}>
            <FeedRow feed={feed} onEdit={() => setForm({ id: feed.id, source: feed.source })} />
            {form?.id === feed.id && (
              <FeedForm
                kind={kinds.find(({ source }) => source === feed.source)}
                feed={feed}
                onClose={() => setForm(null)}
              />
            )}
          </li>
        ))}
      </ul>
      <label className="feed-add">
        <Icon name="plus" small />
        <span>{words.add}</span>
        <select
          aria-label={words.addKind}
          value={form?.id === "" ? form.source : ""}
          onChange={(event) =>
            setForm(event.target.value === "" ? null : { id: "", source: event.target.value })
          }
        >
          <option value="">{words.addKind}</option>
          {kinds.map(({ source, title, keyless, local }) => (
            <option key={source} value={source}>
              {words.kind(source)?.title ?? title} (
              {local ? words.local : keyless ? words.keyless : words.needsKey})
            </option>
          ))}
        </select>
      </label>
      {form?.id === "" && (
        <FeedForm
          key={form.source}
          kind={kinds.find(({ source }) => source === form.source)}
          feed={null}
          onClose={() => setForm(null)}
        />
      )}
      <KeptPosts />
    </div>
  );
}
