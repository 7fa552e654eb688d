import { useEffect, useRef, useState } from "react";
import { countWords } from "../words/word-count.ts";

/** Told this often: quicker, and the figure would flicker more than it tells. */
const everyMs = 1_000;
/** So much of the last figure stays in the next. */
const smoothing = 0.5;

/** Words a second at which `text` grows, while it is being written; null before that can be said. */
export function useWritingRate(text: string, running: boolean): number | null {
  const latest = useRef(text);
  latest.current = text;
  const [rate, setRate] = useState<number | null>(null);
  useEffect(() => {
    if (!running) return setRate(null);
    let known = latest.current.length;
    let atMs = performance.now();
    const timer = setInterval(() => {
      const grown = latest.current.slice(known);
      const nowMs = performance.now();
      if (known > 0 && grown !== "") {
        const now = (countWords(grown) / (nowMs - atMs)) * 1_000;
        setRate((before) => (before === null ? now : before * smoothing + now * (1 - smoothing)));
      }
      known = latest.current.length;
      atMs = nowMs;
    }, everyMs);
    return () => clearInterval(timer);
  }, [running]);
  return rate;
}
