import { ModelHubError } from "../model-hub-error.ts";

const answerBytesMax = 4 << 20;

/** A response's body as JSON, at most 4 MiB of it. Throws `ModelHubError` "no-source" for anything that is not JSON. */
export async function readJsonBody(response: Response, from: string): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > answerBytesMax)
      throw new ModelHubError("no-source", `${from} answers with more than ${answerBytesMax} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (error) {
    throw new ModelHubError("no-source", `${from} answers with something that is not JSON.`, {
      cause: error,
    });
  }
}
