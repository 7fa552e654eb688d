export { type LiveIndexOptions, openLiveIndex } from "./open-live-index.ts";
