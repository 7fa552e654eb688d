import type { Citation, ConversationNode } from "@grok/conversation";
import { useEffect, useMemo } from "react";
import { useEffects } from "../effects/effects.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import { type CitationWords, citedText } from "./cited-text.ts";

/** The text of a reply with its citations as notes; asks, once, what became of the posts it cites. */
export function useCitedText(
  text: string,
  citations: readonly Citation[],
  status: ConversationNode["status"],
): string {
  const { live: words, units } = useWords();
  const formats = useFormats();
  const { live: effects } = useEffects();
  const fates = useWorkspace(({ live }) => live.fates);
  const said = useMemo<CitationWords>(
    () => ({
      quote: words.quote,
      deleted: words.deleted,
      where: (source, atMs) => `${words.sourceNames[source] ?? source}${units.comma}${formats.when(atMs)}`,
    }),
    [words, units, formats],
  );
  useEffect(() => {
    if (citations.length > 0) void effects.check(citations);
  }, [citations, effects]);
  return useMemo(
    () => citedText(text, citations, fates, said, status !== "running"),
    [text, citations, fates, said, status],
  );
}
