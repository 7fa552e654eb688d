import { createContextKey, type HandlerContext } from "@connectrpc/connect";

/** How long a reader that takes nothing may take to read why it is let go. */
const lastWordsMs = 5_000;

/** Ends the connection that a call came on. */
export const connectionKey = createContextKey<{ destroy(): void }>(
  { destroy() {} },
  { description: "the connection of the call" },
);

/** Whether whoever calls sits at this machine; false where nobody said so. */
export const localCallerKey = createContextKey(false, { description: "the caller sits at this machine" });

/** Ends the call's connection soon: a peer that stopped reading would hold its memory for as long as it likes. */
export function letGo(context: HandlerContext): void {
  const connection = context.values.get(connectionKey);
  const timer = setTimeout(() => connection.destroy(), lastWordsMs);
  context.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
}
