export { type OpenSearchIndexOptions, openOpenSearchIndex } from "./open-index.ts";
