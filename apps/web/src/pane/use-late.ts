import { useEffect, useState } from "react";

/** False at first, true once `afterMs` have passed. */
export function useLate(afterMs: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setLate, afterMs, true);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return late;
}
