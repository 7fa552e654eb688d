import { type ConversationNode, textOf } from "@grok/conversation";
import { useMemo } from "react";
import { countWords } from "../words/word-count.ts";
import { useFormats, useWords } from "../words/words.ts";

/** Longer texts are told in characters: counting their words takes too long. */
const countedCharsMax = 100_000;

/** What made a reply, in which mode, when, and how long it is. */
export function ReplyFacts({ body }: { body: ConversationNode }) {
  const { compare: words } = useWords();
  const formats = useFormats();
  const { provenance, origin, createdAtMs } = body;
  const length = useMemo(() => {
    const text = textOf(body);
    if (text.length > countedCharsMax) return words.characters(formats.number(text.length));
    return formats.words(countWords(text));
  }, [body, words, formats]);
  const maker =
    origin === "edited"
      ? words.edited
      : provenance?.answeredBy === "code"
        ? words.byCode
        : ((provenance?.modelTitle || provenance?.modelId || provenance?.modelAsked) ??
          (origin === "imported" ? words.imported : ""));
  const mode = provenance === null ? "" : words[provenance.mode];
  return (
    <p className="compare-facts">
      {[maker, mode, formats.when(createdAtMs), length]
        .filter((fact) => fact !== "")
        .map((fact) => (
          <bdi key={fact}>{fact}</bdi>
        ))}
    </p>
  );
}
