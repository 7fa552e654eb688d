import type { IconName } from "../icons/icon.tsx";

/** One line of a menu, as data. */
export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly disabled?: boolean;
  /** A line stands above it. */
  readonly apart?: boolean;
  readonly onSelect: () => void;
}
