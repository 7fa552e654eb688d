import { useCallback, useEffect, useState } from "react";
import { useMedia } from "../app/use-media.ts";
import { useEffects } from "../effects/effects.ts";
import { useWorkspace } from "../state/store.ts";

export interface SidebarForm {
  /** What stands beside the pane: all of it, a rail of icons, or nothing on a phone. */
  readonly shape: "full" | "rail" | "none";
  /** All of it lies over the pane for now. */
  readonly drawer: boolean;
  readonly show: () => void;
  readonly hide: () => void;
  /** Somebody has chosen something in it: a drawer closes, a full sidebar stays. */
  readonly leave: () => void;
}

/** As wide as all of it and a pane with its margin for notes need, also beside what is being said now. */
const wideFrom = { alone: 1181, besideLive: 1538 };

/** The sidebar's form: by the window's width, and on wide windows by choice. */
export function useSidebarForm(): SidebarForm {
  const { look } = useEffects();
  const besideLive = useWorkspace(({ live, route }) => live.open && route.page !== "settings");
  const wide = useMedia(`(min-width: ${besideLive ? wideFrom.besideLive : wideFrom.alone}px)`);
  const narrow = useMedia("(max-width: 720px)");
  const chosen = useWorkspace((workspace) => workspace.look.sidebar);
  const [pulled, setPulled] = useState(false);

  useEffect(() => {
    if (wide) setPulled(false);
  }, [wide]);
  const show = useCallback(() => (wide ? look.change({ sidebar: "open" }) : setPulled(true)), [wide, look]);
  const hide = useCallback(
    () => (wide ? look.change({ sidebar: "closed" }) : setPulled(false)),
    [wide, look],
  );
  const leave = useCallback(() => setPulled(false), []);

  return {
    shape: narrow ? "none" : wide && chosen === "open" ? "full" : "rail",
    drawer: pulled && !wide,
    show,
    hide,
    leave,
  };
}
