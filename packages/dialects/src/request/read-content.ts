import { z } from "zod";
import { DialectError } from "../dialect-error.ts";

const part = z.looseObject({ type: z.string().max(64) });
export const contentField = z.union([z.string(), z.array(part).max(10_000)]);

const texts = new Set(["text", "input_text", "output_text", "refusal"]);
const unseen: Readonly<Record<string, string>> = {
  image_url: "see images",
  input_image: "see images",
  image: "see images",
  input_audio: "hear audio",
  audio: "hear audio",
  file: "read files",
  input_file: "read files",
};

/** The text of a content. Throws `DialectError` for what a model of this server cannot take in. */
export function textOfContent(
  content: z.infer<typeof contentField> | null | undefined,
  model: string,
  param: string,
): string {
  if (content === null || content === undefined) return "";
  if (typeof content === "string") return content;
  return content
    .map((each, at) => {
      const place = `${param}[${at}]`;
      if (texts.has(each.type)) {
        const text = each.type === "refusal" ? each.refusal : each.text;
        if (typeof text !== "string")
          throw new DialectError("unprocessable", `"${place}.text" is missing.`, `${place}.text`);
        return text;
      }
      const cannot = unseen[each.type];
      throw cannot === undefined
        ? new DialectError("bad-request", `There is no content of the type "${each.type}".`, `${place}.type`)
        : new DialectError(
            "not-supported",
            `The model "${model || "grok"}" cannot ${cannot}. Send text alone.`,
            place,
          );
    })
    .join("");
}
