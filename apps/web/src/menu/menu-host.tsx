import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from "react";
import type { MenuItem } from "./menu-item.ts";

const AnchoredMenu = lazy(() => import("./anchored-menu.tsx"));

export interface OpenMenu {
  /** The button that opened it: where it stands, and where the focus returns to. */
  readonly anchor: HTMLElement;
  readonly label: string;
  readonly items: readonly MenuItem[];
}

const MenuContext = createContext<(menu: OpenMenu) => void>(() => undefined);

/** One menu for all buttons: messages by the thousand need not carry one each. */
export function MenuHost({ children }: { children: ReactNode }) {
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const open = useCallback((next: OpenMenu) => {
    next.anchor.setAttribute("aria-expanded", "true");
    setMenu(next);
  }, []);
  const close = () => {
    menu?.anchor.setAttribute("aria-expanded", "false");
    setMenu(null);
  };
  return (
    <MenuContext value={open}>
      {children}
      {menu !== null && (
        <Suspense>
          <AnchoredMenu {...menu} onClose={close} />
        </Suspense>
      )}
    </MenuContext>
  );
}

/** Opens a menu at a button. */
export const useMenu = () => useContext(MenuContext);
