import type { ConnectRouter } from "@connectrpc/connect";
import {
  ConversationService,
  KeyService,
  LiveService,
  ModelService,
  RunService,
  SystemService,
} from "@grok/protocol";
import { type Desktop, desktopBytesMax } from "../desktop/desktop.ts";
import type { Live } from "../live/open-live.ts";
import type { Models } from "../models/open-models.ts";
import { conversationService } from "./conversation-service.ts";
import { type KeyServiceParts, keyService } from "./key-service.ts";
import { liveService } from "./live-service.ts";
import { modelService } from "./model-service.ts";
import { runService } from "./run-service.ts";
import { type Standing, systemService } from "./system-service.ts";
import type { Workspace } from "./workspace.ts";

/** A file to import is larger than any other message. */
const importBytesMax = 64 * 2 ** 20;

/** The message around a file takes some bytes of its own. */
const envelopeBytes = 4096;

/** All of grok.v1. */
export function registerServices(
  router: ConnectRouter,
  workspace: Workspace,
  models: Models,
  live: Live,
  standing: Standing,
  desktop: Desktop,
  keys: KeyServiceParts,
  onModelsChange: () => void,
): void {
  const conversations = conversationService(workspace);
  router.service(ConversationService, conversations);
  router.rpc(ConversationService.method.importConversations, conversations.importConversations, {
    readMaxBytes: importBytesMax + envelopeBytes,
  });
  router.service(RunService, runService(workspace));
  router.service(ModelService, modelService({ ...models, onChange: onModelsChange }));
  router.service(LiveService, liveService(live));
  router.service(KeyService, keyService(keys));
  const system = systemService(workspace, standing, desktop);
  router.service(SystemService, system);
  router.rpc(SystemService.method.openOnDesktop, system.openOnDesktop, {
    readMaxBytes: desktopBytesMax + envelopeBytes,
  });
}
