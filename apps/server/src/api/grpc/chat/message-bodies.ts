import { xai } from "@grok/protocol";
import { ApiError } from "../../api-error.ts";

const roles: Readonly<Record<xai.MessageRole, string>> = {
  [xai.MessageRole.INVALID_ROLE]: "",
  [xai.MessageRole.ROLE_USER]: "user",
  [xai.MessageRole.ROLE_ASSISTANT]: "assistant",
  [xai.MessageRole.ROLE_SYSTEM]: "system",
  [xai.MessageRole.ROLE_FUNCTION]: "function",
  [xai.MessageRole.ROLE_TOOL]: "tool",
  [xai.MessageRole.ROLE_DEVELOPER]: "developer",
};

/**
 * Messages in the words of chat completions. What the server's own tools did on the way to an earlier answer is left
 * out: the answer says what came of it. A result without the id of its call is that of the last call.
 */
export function messageBodies(messages: readonly xai.Message[]): object[] {
  const ofServer = new Set<string>();
  let lastCall: string | undefined;
  return messages.flatMap((message, at) => {
    const role = roles[message.role] ?? "";
    const param = `messages[${at}]`;
    if (role === "")
      throw new ApiError("bad-request", "The message has no role.", { param: `${param}.role` });
    if (message.encryptedContent !== "" && message.content.length === 0 && message.toolCalls.length === 0)
      throw new ApiError(
        "not-supported",
        "What was encrypted elsewhere cannot be read here. Send the messages.",
        {
          param: `${param}.encrypted_content`,
        },
      );
    const calls = message.toolCalls.filter(isClients);
    for (const call of message.toolCalls) if (!isClients(call)) ofServer.add(call.id);
    if (role === "tool" && message.toolCallId !== undefined && ofServer.has(message.toolCallId)) return [];
    lastCall = calls.at(-1)?.id ?? lastCall;
    return [
      {
        role,
        content: message.content.map(contentBody),
        ...(role === "tool" && { tool_call_id: message.toolCallId ?? lastCall }),
        ...(role === "assistant" && calls.length > 0 && { tool_calls: calls.map(callBody) }),
      },
    ];
  });
}

function isClients({ type }: xai.ToolCall): boolean {
  return type === xai.ToolCallType.CLIENT_SIDE_TOOL || type === xai.ToolCallType.INVALID;
}

function contentBody({ content }: xai.Content): object {
  if (content.case === "text") return { type: "text", text: content.value };
  // Refused by the reader, in words that name the model.
  return { type: content.case === "imageUrl" ? "image_url" : (content.case ?? "none") };
}

function callBody({ id, tool }: xai.ToolCall): object {
  return { id, type: "function", function: { name: tool.value?.name, arguments: tool.value?.arguments } };
}
