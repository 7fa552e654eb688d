import type { GenerateRequest, ModelError, ModelPart, ModelProvider } from "@grok/model";

export interface Answer {
  text: string;
  start?: Extract<ModelPart, { type: "start" }>;
  finish?: Extract<ModelPart, { type: "finish" }>;
  error?: ModelError;
}

/** One answer, read to its end. `onText` sees each piece of text as it comes. */
export async function ask(
  provider: ModelProvider,
  request: Omit<GenerateRequest, "modelId">,
  onText: (text: string) => void = () => {},
): Promise<Answer> {
  const [model] = await provider.list();
  const answer: Answer = { text: "" };
  for await (const part of provider.generate({ modelId: model?.id ?? "", ...request })) {
    if (part.type === "start") answer.start = part;
    else if (part.type === "finish") answer.finish = part;
    else if (part.type === "error") answer.error = part.error;
    else if (part.type === "text-delta") {
      answer.text += part.text;
      onText(part.text);
    }
  }
  return answer;
}
