import { useEffects } from "../effects/effects.ts";
import { Icon, type IconName } from "../icons/icon.tsx";
import type { FeedEntry } from "../state/live-post.ts";
import { useFormats, useWords } from "../words/words.ts";

const icons: Readonly<Record<string, IconName>> = {
  off: "pause",
  connecting: "waiting",
  live: "live",
  waiting: "waiting",
  retrying: "again",
  failed: "warning",
  ended: "check",
};

/** One feed: its switch, how it stands, and the numbers behind it. */
export function FeedRow({ feed, onEdit }: { feed: FeedEntry; onEdit: () => void }) {
  const { live: words } = useWords();
  const formats = useFormats();
  const { live: effects } = useEffects();
  const { title, state, on, nextAtMs, spent } = feed;
  const wrong = state === "failed" || state === "retrying";
  const facts = [
    ...(on && feed.perMinute > 0 ? [words.rate(formats.rate(feed.perMinute))] : []),
    words.total(feed.posts, formats.number(feed.posts)),
    ...(on && feed.lagMs !== null ? [words.lag(formats.seconds(feed.lagMs))] : []),
    ...(feed.dropped > 0 ? [words.dropped(feed.dropped, formats.number(feed.dropped))] : []),
    ...(feed.errors > 0 ? [words.errors(feed.errors, formats.number(feed.errors))] : []),
    ...(spent === null ? [] : [words.spent(spent.usd.toFixed(2), spent.budgetUsd.toFixed(0))]),
  ];
  return (
    <div className="rowi feed">
      <div>
        <b>{title}</b>
        <small className={wrong ? "feed-state wrong" : "feed-state"}>
          <Icon name={icons[state] ?? "waiting"} small />
          {words.states[state] ?? state}
          {on && nextAtMs !== null && state !== "live" && `, ${words.nextAt(formats.clock(nextAtMs))}`}
        </small>
        {(on || feed.posts > 0) && <small className="num">{facts.join(" · ")}</small>}
        {wrong && feed.lastError !== "" && <small className="feed-error">{feed.lastError}</small>}
      </div>
      <button
        type="button"
        className="b icon"
        aria-label={words.edit(title)}
        title={words.edit(title)}
        onClick={onEdit}
      >
        <Icon name="edit" />
      </button>
      <button
        type="button"
        className="tg"
        role="switch"
        aria-checked={on}
        aria-label={title}
        onClick={() => void effects.switchFeed(feed.id, !on)}
      />
    </div>
  );
}
