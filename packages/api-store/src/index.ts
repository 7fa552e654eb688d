export type { ApiStore, Deferred, FileAbout, FilePage, SavedAnswer, SavedFile } from "./api-store.ts";
export { ApiStoreError, type ApiStoreErrorCode } from "./api-store-error.ts";
export { fileBytesMax, openApiStore } from "./open-api-store.ts";
