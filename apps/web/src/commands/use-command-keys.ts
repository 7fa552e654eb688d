import { useEffect, useEffectEvent } from "react";
import { useWorkspace } from "../state/store.ts";
import { isAvailable } from "./command.ts";
import type { Commander } from "./commander.ts";
import { matchesKeys, parseKeys } from "./keys.ts";
import { isMac, isWriting } from "./platform.ts";
import { commands } from "./registry.ts";

/**
 * The one listener for the keys of all commands. Whatever is nearer to the key may take it first; what lies over the
 * workspace keeps it. A command that has nothing to do leaves the key to the browser.
 */
export function useCommandKeys(commander: Commander): void {
  const covered = useWorkspace(({ dialog }) => dialog !== null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || covered || document.querySelector("[role=dialog], [role=alertdialog]"))
      return;
    // In a panel beside the panes Escape leaves the panel.
    if (event.key === "Escape" && event.target instanceof Element && event.target.closest("aside")) return;
    // Behind a drawer only what is about the whole window.
    const behind = document.getElementById("main")?.inert === true;
    const keyboard = { mac: isMac, writing: isWriting(event.target) };
    for (const command of commands) {
      if (behind && command.group === "here") continue;
      const keys = command.keys?.find((candidate) => matchesKeys(event, candidate, keyboard));
      if (keys === undefined) continue;
      const context = commander.contextAt();
      if (!isAvailable(command, context)) return;
      event.preventDefault();
      commander.run(command, context, command.keys!.length > 1 ? parseKeys(keys).key : "");
      return;
    }
  });
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
