import { type ConversationId, isUuidV7, type NodeId } from "@grok/conversation";

/** What the address bar says. */
export type Route =
  | { readonly page: "new" }
  /** `nodeId`: the message to show, and with it its branch. */
  | { readonly page: "conversation"; readonly conversationId: ConversationId; readonly nodeId: NodeId | null }
  | {
      readonly page: "settings";
      /** The part that is looked for; absent is the top. */
      readonly section?: string;
    };

export const newConversationRoute: Route = { page: "new" };

/** The route of a path and query; whatever is none of ours is a new conversation. */
export function routeFrom(pathname: string, search: string): Route {
  if (pathname === "/settings") {
    const section = new URLSearchParams(search).get("section") ?? "";
    return /^[a-z]+$/.test(section) ? { page: "settings", section } : { page: "settings" };
  }
  const conversationId = /^\/c\/([^/]+)\/?$/.exec(pathname)?.[1]?.toLowerCase();
  if (conversationId === undefined || !isUuidV7(conversationId)) return newConversationRoute;
  const nodeId = new URLSearchParams(search).get("node")?.toLowerCase() ?? "";
  return { page: "conversation", conversationId, nodeId: isUuidV7(nodeId) ? nodeId : null };
}

export function pathOf(route: Route): string {
  if (route.page === "new") return "/";
  if (route.page === "settings")
    return route.section === undefined ? "/settings" : `/settings?section=${route.section}`;
  return `/c/${route.conversationId}${route.nodeId === null ? "" : `?node=${route.nodeId}`}`;
}
