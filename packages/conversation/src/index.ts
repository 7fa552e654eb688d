export { nodesToArchive, nodesToRestore } from "./archive.ts";
export { branchMarkdown } from "./branch-markdown.ts";
export { branchToSumUp } from "./branch-to-sum-up.ts";
export { buildTree, parentsFirst, withNodes } from "./build-tree.ts";
export { ConversationError, type ConversationErrorCode } from "./conversation-error.ts";
export { type Excerpt, excerptLengthMax, excerptOf } from "./excerpt.ts";
export { chatGptJson } from "./export/chatgpt-json.ts";
export { htmlPage } from "./export/html-page.ts";
export { markdownNotes } from "./export/markdown-notes.ts";
export { type StoredTree, storedTree } from "./export/stored-tree.ts";
export { type ZipText, zipFiles } from "./export/zip-files.ts";
export {
  conversationIds,
  type ExportedConversation,
  exportLines,
  exportVersion,
  storedConversations,
  treeHash,
} from "./export-lines.ts";
export { conversationLine, nodeLine, sameMessage } from "./export-record.ts";
export {
  type Digest,
  idMaker,
  idTimeMs,
  importedId,
  isUuidV7,
  newId,
  type RandomUint32,
} from "./id.ts";
export type { ByteSource } from "./import/byte-source.ts";
export { type ImportFile, importFile } from "./import/import-file.ts";
export { type ImportPiece, importPieces } from "./import/import-pieces.ts";
export type { ImportFormat, ImportReport } from "./import/import-report.ts";
export type { ImportTools } from "./import/import-tools.ts";
export { type ImportTotals, noImport, withProblem, withReport } from "./import/import-totals.ts";
export { importExport } from "./import-export.ts";
export { type LastChild, leafBelow, resolveLeaf } from "./leaf.ts";
export {
  checkText,
  cleanParts,
  cleanText,
  messageBytesMax,
  replyBytesMax,
  utf8Bytes,
} from "./message-text.ts";
export {
  askedProvenance,
  continuedFromEditNote,
  continuedReply,
  editedReply,
  newConversation,
  questionNode,
  regeneratedReply,
  replyNode,
  rootNode,
  type Stamp,
} from "./new-node.ts";
export {
  type Citation,
  type Conversation,
  type ConversationId,
  type ConversationNode,
  type LiveReading,
  type NodeFailure,
  type NodeId,
  type NodeOrigin,
  type NodePart,
  type NodeRole,
  type NodeStatus,
  type OwnerId,
  type PersonaMode,
  type Provenance,
  textOf,
  type ViewId,
} from "./node.ts";
export { outlineOf, previewLengthMax, previewOf } from "./outline.ts";
export { checkPageLimit, type PageEnd, pageToken, parsePageToken } from "./page.ts";
export { isAncestor, pathTo } from "./path.ts";
export { type ExportEntry, readExport } from "./read-export.ts";
export {
  foldRunEvent,
  type Run,
  type RunEvent,
  type RunEventBody,
  type RunId,
  type RunKind,
  type RunStatus,
} from "./run.ts";
export {
  interruptedNode,
  validateFold,
  validateRunEnd,
  validateRunEvents,
  validateRunStart,
} from "./run-rules.ts";
export { matchesIn, parseQuery, type QueryTerm, queryLengthMax } from "./search-query.ts";
export { indexText, type Term, type Word, wordsOf } from "./search-words.ts";
export { childrenOf, isVisible, type Siblings, siblingsOf, visibleChildrenOf } from "./siblings.ts";
export type {
  ConversationStore,
  ConversationSummary,
  Finding,
  NodeOutline,
  NodeShape,
  RunEnd,
  RunStart,
  SearchHit,
  View,
} from "./store.ts";
export { brokenNodeJson } from "./stored-json.ts";
export { compareIds, nodeAt, type Tree, type TreeNode } from "./tree.ts";
export { type TreeCounts, treeCounts } from "./tree-counts.ts";
export {
  instructionsBytesMax,
  type NodePlace,
  titleLengthMax,
  validateConversation,
  validateId,
  validateInstructions,
  validateNewNode,
  validateTime,
  validateTitle,
} from "./validate-node.ts";
export { validateView, viewIdLengthMax } from "./validate-view.ts";
