import { Icon } from "../icons/icon.tsx";
import { useWords } from "../words/words.ts";

interface HeadProps {
  /** The beginning of the reply. */
  readonly excerpt: string;
  readonly onClose: () => void;
  /** It has been asked already whether to close. */
  readonly asking?: boolean;
}

/** Says what is open, and closes it. */
export function EditorHead({ excerpt, onClose, asking = false }: HeadProps) {
  const { editor: words } = useWords();
  return (
    <header className="head editor-head">
      <button type="button" className="b icon editor-back" aria-label={words.back} onClick={onClose}>
        <Icon name="left" />
      </button>
      <h1>
        {words.reply}
        <small dir="auto">{excerpt}</small>
      </h1>
      {!asking && (
        <button
          type="button"
          className="b icon"
          aria-label={words.discard}
          title={words.discard}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}
