import type { ConversationNode } from "@grok/conversation";
import type { PaneId } from "../state/layout.ts";

/** What a command may do to the page itself, which is no part of the workspace's data. */
export interface Desk {
  readonly sidebarShown: boolean;
  /** A drawer closes; a sidebar that stands beside the panes stays. */
  readonly leaveSidebar: () => void;
  readonly showSidebar: (shown: boolean) => void;
  /** Puts the focus into the sidebar's search box, with `words` in it. */
  readonly search: (words: string) => void;
  readonly focusComposer: (paneId: PaneId) => void;
  /** A message, formatted and as Markdown; says whether it worked. */
  readonly copyMessage: (node: ConversationNode) => void;
  readonly copyText: (text: string) => void;
  /** Whether what is on the screen is dark now. */
  readonly isDark: () => boolean;
}
