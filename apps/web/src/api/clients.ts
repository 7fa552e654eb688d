import { type Client, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import {
  ConversationService,
  KeyService,
  LiveService,
  ModelService,
  RunService,
  SystemService,
} from "@grok/protocol";

/** The server's services as this tab calls them. */
export interface Clients {
  readonly conversations: Client<typeof ConversationService>;
  readonly runs: Client<typeof RunService>;
  readonly models: Client<typeof ModelService>;
  readonly keys: Client<typeof KeyService>;
  readonly live: Client<typeof LiveService>;
  readonly system: Client<typeof SystemService>;
}

/** `baseUrl`: the server's origin. Unary calls take `soon`; the subscription has a watchdog instead. */
export function createClients(baseUrl: string): Clients {
  const transport = createConnectTransport({ baseUrl, useBinaryFormat: true });
  return {
    conversations: createClient(ConversationService, transport),
    runs: createClient(RunService, transport),
    models: createClient(ModelService, transport),
    keys: createClient(KeyService, transport),
    live: createClient(LiveService, transport),
    system: createClient(SystemService, transport),
  };
}

/** Options of a call that has to answer soon. */
export const soon = { timeoutMs: 20_000 } as const;
