import { DropdownMenu } from "radix-ui";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import type { OpenMenu } from "./menu-host.tsx";
import "./menu.css";

/** A menu at a button that it does not own. */
export default function AnchoredMenu({ anchor, label, items, onClose }: OpenMenu & { onClose: () => void }) {
  const chosen = useRef<(() => void) | null>(null);
  const [{ left, top, width, height }, setPlace] = useState(() => anchor.getBoundingClientRect());
  const close = useEffectEvent(onClose);
  useEffect(() => {
    // The menu goes along with its button, for as long as that is in sight. What scrolls need not be the person: an answer
    // that grows does, and so does a page that got shorter.
    const onScroll = ({ target }: Event) => {
      if (!(target instanceof Node && target.contains(anchor))) return;
      const place = anchor.getBoundingClientRect();
      const { top, bottom } =
        target instanceof Element ? target.getBoundingClientRect() : { top: 0, bottom: innerHeight };
      if (place.bottom <= top || place.top >= bottom) close();
      else setPlace(place);
    };
    addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => removeEventListener("scroll", onScroll, { capture: true });
  }, [anchor]);
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span
          aria-hidden="true"
          tabIndex={-1}
          style={{ position: "fixed", left, top, width, height, pointerEvents: "none" }}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={anchor.closest<HTMLElement>("main, nav, [role=dialog]")}>
        <DropdownMenu.Content
          className="menu"
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.focus({ preventScroll: true });
            // After the focus has returned, so that what was chosen may move it on.
            chosen.current?.();
          }}
        >
          {items.map(({ key, label, icon, disabled, apart, onSelect }) => (
            <DropdownMenu.Item
              key={key}
              className={apart ? "menu-item apart" : "menu-item"}
              disabled={disabled ?? false}
              onSelect={() => {
                chosen.current = onSelect;
              }}
            >
              {icon !== undefined && <Icon name={icon} small />}
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
