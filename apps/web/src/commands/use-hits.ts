import { useEffect, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import type { Hit } from "../state/search.ts";

const pauseMs = 120;

/** What the server finds for the query, asked when typing pauses. Earlier hits stay while the next are on their way. */
export function useHits(query: string): { readonly hits: readonly Hit[]; readonly asking: boolean } {
  const { find } = useEffects();
  const wanted = query.trim();
  const [found, setFound] = useState<{ query: string; hits: readonly Hit[] }>({ query: "", hits: [] });
  useEffect(() => {
    if (wanted === "") return setFound({ query: "", hits: [] });
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const hits = await find(wanted, stop.signal);
      if (!stop.signal.aborted) setFound({ query: wanted, hits });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted, find]);
  return { hits: found.hits, asking: found.query !== wanted };
}
