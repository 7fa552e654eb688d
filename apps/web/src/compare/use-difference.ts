import { useEffect, useState } from "react";
import type { TextDifference } from "./text-difference.ts";

/** How two texts differ; null while that is being found out. */
export function useDifference(before: string, after: string): TextDifference | null {
  const [found, setFound] = useState<TextDifference | null>(null);
  useEffect(() => {
    setFound(null);
    const worker = new Worker(new URL("./difference-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<TextDifference>) => setFound(data));
    worker.postMessage({ before, after });
    return () => worker.terminate();
  }, [before, after]);
  return found;
}
