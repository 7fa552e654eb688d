import type { NodeId } from "@grok/conversation";
import { useEffect, useEffectEvent, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { usePlace } from "../pane/place.ts";
import { useFormats, useWords } from "../words/words.ts";

const pauseMs = 160;

interface TreeSearchProps {
  /** Found messages in the order of the tree. */
  readonly hits: readonly NodeId[];
  readonly onHits: (found: readonly NodeId[]) => void;
  readonly onGo: (hit: NodeId) => void;
}

/** Finds words in this tree. What is found lights up in both views; Enter goes through it. */
export function TreeSearch({ hits, onHits, onGo }: TreeSearchProps) {
  const words = useWords().tree;
  const formats = useFormats();
  const { tree } = useEffects();
  const { conversationId } = usePlace();
  const [query, setQuery] = useState("");
  const [answered, setAnswered] = useState<"no" | "yes" | "failed">("no");
  const [at, setAt] = useState(-1);
  const take = useEffectEvent((found: readonly NodeId[] | null) => {
    setAnswered(found === null ? "failed" : "yes");
    setAt(-1);
    onHits(found ?? []);
  });

  useEffect(() => {
    const wanted = query.trim();
    if (wanted === "") return;
    let late = false;
    const timer = setTimeout(async () => {
      const found = await tree.find(conversationId, wanted);
      if (!late) take(found);
    }, pauseMs);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [query, conversationId, tree]);

  const type = (next: string) => {
    setQuery(next);
    if (next.trim() !== "") return;
    setAnswered("no");
    setAt(-1);
    onHits([]);
  };
  const step = (by: 1 | -1) => {
    if (hits.length === 0) return;
    const next = at === -1 ? (by === 1 ? 0 : hits.length - 1) : (at + by + hits.length) % hits.length;
    setAt(next);
    onGo(hits[next]!);
  };
  const said =
    answered === "no"
      ? ""
      : answered === "failed"
        ? words.searchFailed
        : at === -1
          ? words.hits(hits.length, formats.number(hits.length))
          : words.hitOf(at + 1, hits.length);
  return (
    <label className="tree-find">
      <Icon name="search" small />
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        autoComplete="off"
        value={query}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") {
            event.preventDefault();
            step(event.shiftKey ? -1 : 1);
          }
          if (event.key !== "Escape" || query === "") return;
          event.preventDefault();
          event.stopPropagation();
          type("");
        }}
      />
      <span role="status" className={answered === "failed" ? "said failed" : "said"}>
        {said}
      </span>
    </label>
  );
}
