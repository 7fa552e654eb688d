import type { NodeId } from "@grok/conversation";
import { useEffect, useState } from "react";
import type { CodeTab } from "../state/code-editor.ts";
import type { CodeSurface } from "./code-surface.ts";
import { type OtherVersion, useOtherVersions } from "./use-other-versions.ts";

export interface Comparing {
  readonly on: boolean;
  readonly toggle: () => void;
  /** The same block in other versions of the reply. */
  readonly versions: readonly OtherVersion[];
  /** What the text is compared with: as it was opened, or another version. */
  readonly against: "opened" | NodeId;
  readonly choose: (against: "opened" | NodeId) => void;
}

/** Shows the differences from the opened text or another version, for as long as the tab is shown. */
export function useCompare(tab: CodeTab, surface: CodeSurface | null): Comparing {
  const [chosen, setChosen] = useState<{ id: string; against: "opened" | NodeId } | null>(null);
  const on = chosen?.id === tab.id;
  const versions = useOtherVersions(tab, on);
  const version = versions.find(({ nodeId }) => nodeId === chosen?.against);
  const before = !on ? null : (version?.source ?? tab.original);
  useEffect(() => {
    surface?.compare(before);
  }, [surface, before]);
  const choose = (against: "opened" | NodeId) => setChosen({ id: tab.id, against });
  return {
    on,
    toggle: () => (on ? setChosen(null) : choose("opened")),
    versions,
    against: version?.nodeId ?? "opened",
    choose,
  };
}
