export type { MessageVectors, VectorHit } from "./index-task.ts";
export { openVectorIndex, type VectorIndex } from "./open-vector-index.ts";
export { VectorError, type VectorErrorCode } from "./vector-error.ts";
export type { VectorKind } from "./vector-file.ts";
