import { type ReactNode, useEffect, useRef } from "react";
import { useEscape } from "./use-escape.ts";
import { useMedia } from "./use-media.ts";

/** Beside the panes; on a phone a sheet from below, which Escape and a touch beside it close. */
export function SideSheet({
  onClose,
  wide = false,
  children,
}: {
  onClose: () => void;
  /** More room beside the panes; on a phone all of it. */
  wide?: boolean;
  children: ReactNode;
}) {
  const narrow = useMedia("(max-width: 720px)");
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!narrow) return;
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [narrow]);
  useEscape(() => {
    if (!narrow && !frame.current?.contains(document.activeElement)) return false;
    onClose();
    return true;
  });
  return (
    <>
      {/* biome-ignore lint/a11y: the sheet's own button and Escape close it too */}
      {narrow && <div className="veil" onClick={onClose} />}
      <aside ref={frame} className={wide ? "side-sheet wide" : "side-sheet"}>
        {children}
      </aside>
    </>
  );
}
