import type { CommandId } from "./commands-words.ts";
import { ariaKeys, keyCaps } from "./keys.ts";
import { isMac } from "./platform.ts";
import { commandOf } from "./registry.ts";

/** The keys of a command for the button that does the same: as `aria-keyshortcuts` takes them, and as they are shown. */
export function shortcutOf(id: CommandId): { readonly aria: string; readonly caps: readonly string[] } {
  const keys = commandOf(id).keys?.[0] ?? "";
  return { aria: ariaKeys(keys, isMac), caps: keyCaps(keys, isMac) };
}
