import type { ConversationId } from "@grok/conversation";
import { createContext, useContext } from "react";
import type { PaneId } from "../state/layout.ts";

/** Where a component stands: which pane, and which conversation it is on. */
export interface Place {
  readonly paneId: PaneId;
  readonly conversationId: ConversationId;
}

export const PlaceContext = createContext<Place>({ paneId: "1", conversationId: "" });

export const usePlace = () => useContext(PlaceContext);
