import type { ConnectRouter } from "@connectrpc/connect";
import { xai } from "@grok/protocol";
import { authService } from "./auth-service.ts";
import { chatService } from "./chat-service.ts";
import { embedderService } from "./embedder-service.ts";
import { filesService } from "./files-service.ts";
import { modelsService } from "./models-service.ts";
import { sampleService } from "./sample-service.ts";
import { tokenizeService } from "./tokenize-service.ts";
import type { XaiParts } from "./xai-parts.ts";

/** gRPC and nothing else, whose clients send and take messages of 20 MiB. */
const options = { connect: false, grpcWeb: false, readMaxBytes: 20 * 2 ** 20 };

/** All of xAI's gRPC that is served. Calls have to come through its door. */
export function registerXai(router: ConnectRouter, parts: XaiParts): void {
  router
    .service(xai.Auth, authService, options)
    .service(xai.Chat, chatService(parts), options)
    .service(xai.Embedder, embedderService(parts), options)
    .service(xai.Files, filesService(parts), options)
    .service(xai.Models, modelsService(parts), options)
    .service(xai.Sample, sampleService(parts), options)
    .service(xai.Tokenize, tokenizeService(parts), options);
}
