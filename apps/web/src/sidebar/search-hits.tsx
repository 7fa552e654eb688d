import { useEffects } from "../effects/effects.ts";
import { pathOf } from "../state/route.ts";
import { type Hit, stretchesOf } from "../state/search.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { MeaningHint } from "./meaning-hint.tsx";

/** Hits in titles and messages of all conversations. A hit opens the branch that it stands on, at its message. */
export function SearchHits({ onLeave }: { onLeave: () => void }) {
  const words = useWords();
  const { query, phase, hits } = useWorkspace((workspace) => workspace.search);
  const none = phase === "ready" && hits.length === 0;
  const said =
    phase === "failed"
      ? words.search.failed
      : none
        ? words.search.none(query.trim())
        : phase === "ready"
          ? words.search.count(hits.length)
          : words.search.asking;
  return (
    <div className="convs">
      <p className={none || phase === "failed" ? "side-note" : "side-note quiet"} role="status">
        {said}
      </p>
      {phase !== "failed" && hits.length > 0 && (
        <ul aria-label={words.search.results}>
          {hits.map((hit) => (
            <HitLink key={`${hit.conversationId}/${hit.nodeId}`} hit={hit} onLeave={onLeave} />
          ))}
        </ul>
      )}
      {phase !== "failed" && <MeaningHint />}
    </div>
  );
}

function HitLink({ hit, onLeave }: { hit: Hit; onLeave: () => void }) {
  const words = useWords();
  const { navigation } = useEffects();
  const { conversationId, nodeId, conversationTitle, role } = hit;
  const route = { page: "conversation", conversationId, nodeId } as const;
  const by =
    role === "user" ? words.message.you : role === "assistant" ? words.message.grok : words.search.title;
  return (
    <li>
      <a
        className="hit"
        href={pathOf(route)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          navigation.go(route);
          onLeave();
        }}
      >
        <span className="name" dir="auto">
          {conversationTitle === "" ? words.app.untitled : conversationTitle}
        </span>
        {hit.foundBy === "meaning" && <span className="way">{words.search.byMeaning}</span>}
        <span className="excerpt" dir="auto">
          <span className="by">{by}</span>{" "}
          {stretchesOf(hit).map(({ text, hit: matched }, at) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity but their place
            matched ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
          )}
        </span>
      </a>
    </li>
  );
}
