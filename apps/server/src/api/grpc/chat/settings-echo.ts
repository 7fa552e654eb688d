import { create } from "@bufbuild/protobuf";
import { xai } from "@grok/protocol";

/** What a request asked for, as its answer tells it back. */
export function settingsEcho(request: xai.GetCompletionsRequest): xai.RequestSettings {
  const { maxTokens, previousResponseId, reasoningEffort, temperature, topP, searchParameters } = request;
  return create(xai.RequestSettingsSchema, {
    ...(maxTokens !== undefined && { maxTokens }),
    parallelToolCalls: request.parallelToolCalls ?? true,
    ...(previousResponseId !== undefined && { previousResponseId }),
    ...(reasoningEffort !== undefined && { reasoningEffort }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(request.responseFormat && { responseFormat: request.responseFormat }),
    ...(request.toolChoice && { toolChoice: request.toolChoice }),
    tools: request.tools,
    user: request.user,
    ...(searchParameters && { searchParameters }),
    storeMessages: request.storeMessages,
    useEncryptedContent: request.useEncryptedContent,
    include: request.include,
  });
}
