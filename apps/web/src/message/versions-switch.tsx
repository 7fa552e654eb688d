import { Icon } from "../icons/icon.tsx";
import { useWords } from "../words/words.ts";
import type { Versions } from "./message.tsx";

/** "2 / 3" between its two arrows; nothing where there is only one version. */
export function VersionsSwitch({ index, count, by }: Versions) {
  const words = useWords();
  if (count < 2) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's meaning with it
    <div className="versions" role="group" aria-label={words.message.versions}>
      <button
        type="button"
        data-focus="previous"
        aria-label={words.message.previous}
        aria-keyshortcuts="Alt+ArrowLeft"
        aria-disabled={index <= 0}
        onClick={() => by(-1, "previous")}
      >
        <Icon name="left" small />
      </button>
      <span className="of">{words.message.versionOf(index + 1, count)}</span>
      <button
        type="button"
        data-focus="next"
        aria-label={words.message.next}
        aria-keyshortcuts="Alt+ArrowRight"
        aria-disabled={index >= count - 1}
        onClick={() => by(1, "next")}
      >
        <Icon name="right" small />
      </button>
    </div>
  );
}
