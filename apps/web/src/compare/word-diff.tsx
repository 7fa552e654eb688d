import { useEffect, useState } from "react";
import { directionOf, languageOf } from "../markdown/script-of-text.ts";
import { useFormats, useWords } from "../words/words.ts";
import { wordsCharsMax } from "./text-difference.ts";
import { useDifference } from "./use-difference.ts";

/** Drawn with each frame, so that two long texts do not hold up the page. */
const partsAFrame = 400;

/** Two texts laid over each other: what only the left one says is struck out, what only the right one says stands out. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  const { compare: words } = useWords();
  const formats = useFormats();
  const difference = useDifference(before, after);
  const count = difference?.parts.length ?? 0;
  const drawn = useGrowing(count);
  if (before === after) return <p className="compare-said">{words.same}</p>;
  if (difference === null)
    return (
      <p className="compare-said" role="status">
        {words.comparing}…
      </p>
    );
  const sample = after.slice(0, 1_200);
  return (
    <>
      {difference.grain === "lines" && (
        <p className="compare-said note">{words.byLines(formats.number(wordsCharsMax))}</p>
      )}
      <div className="compare-text" lang={languageOf(sample)} dir={directionOf(sample)}>
        {difference.parts.slice(0, drawn).map(({ kind, text }, at) => {
          const Tag = kind === "kept" ? "span" : kind === "removed" ? "del" : "ins";
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one difference never move
          return <Tag key={at}>{text}</Tag>;
        })}
      </div>
    </>
  );
}

/** Grows to `count` by so many a frame. */
function useGrowing(count: number): number {
  const [grown, setGrown] = useState(partsAFrame);
  useEffect(() => {
    if (grown >= count) return;
    const frame = requestAnimationFrame(() => setGrown(grown + partsAFrame));
    return () => cancelAnimationFrame(frame);
  }, [grown, count]);
  return grown;
}
