export { type ConvertJob, convertBert, convertBertFiles } from "./convert/convert-bert.ts";
export { createEmbedder, type LocalEmbedder, type LocalEmbedderOptions } from "./create-embedder.ts";
