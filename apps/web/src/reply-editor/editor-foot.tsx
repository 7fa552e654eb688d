import type { NodeId } from "@grok/conversation";
import { messageBytesMax, siblingsOf, utf8Bytes } from "@grok/conversation";
import { useTree } from "../pane/use-view.ts";
import { useFormats, useWords } from "../words/words.ts";

interface FootProps {
  readonly nodeId: NodeId;
  readonly text: string;
  readonly changed: boolean;
  /** Being saved, or not to be saved as things are. */
  readonly blocked: boolean;
  readonly onSave: (writeOn: boolean) => void;
}

/** The two ways to save, and what will come of them. */
export function EditorFoot({ nodeId, text, changed, blocked, onSave }: FootProps) {
  const { editor: words } = useWords();
  const formats = useFormats();
  const tree = useTree();
  const versions = tree?.nodes.has(nodeId) === true ? siblingsOf(tree, nodeId).ids.length : 1;
  const bytes = savedBytes(text);
  const tooLong = bytes > messageBytesMax;
  const empty = text.trim() === "";
  const disabled = blocked || !changed || empty || tooLong;
  const note = !changed
    ? words.unchanged
    : empty
      ? words.nothingLeft
      : tooLong
        ? words.tooLong(formats.number(bytes), formats.number(messageBytesMax))
        : words.version(versions + 1);
  return (
    <footer className="reply-foot">
      <button
        type="button"
        className="b fill"
        aria-keyshortcuts="Control+Enter Meta+Enter"
        disabled={disabled}
        onClick={() => onSave(true)}
      >
        {words.saveContinue}
      </button>
      <button
        type="button"
        className="b line"
        aria-keyshortcuts="Control+S Meta+S"
        disabled={disabled}
        onClick={() => onSave(false)}
      >
        {words.saveBranch}
      </button>
      <span className={changed && (empty || tooLong) ? "reply-note problem" : "reply-note"}>{note}</span>
    </footer>
  );
}

/** Counted only where the text may be too long. */
function savedBytes(text: string): number {
  return text.length * 3 <= messageBytesMax ? 0 : utf8Bytes(text);
}

/** Whether a text can become a version of a reply that reads `before`. */
export function canBeSaved(text: string, before: string): boolean {
  return text !== before && text.trim() !== "" && savedBytes(text) <= messageBytesMax;
}
