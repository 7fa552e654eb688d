import { join } from "node:path";
import { z } from "zod";
import { openSecretFile, type SecretFile } from "../home/secret-file.ts";

const schema = z.array(z.object({ name: z.string().min(1), baseUrl: z.string().min(1), apiKey: z.string() }));

/** An OpenAI-compatible address that the user added. An empty key is none. */
export type ProviderRecord = z.infer<typeof schema>[number];

export type ProviderFile = SecretFile<ProviderRecord>;

/** HOME/providers.json. */
export function openProviderFile(home: string): ProviderFile {
  return openSecretFile(join(home, "providers.json"), schema, "addresses of model servers and their keys");
}
