import { type DragEvent, useRef, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { useWords } from "../words/words.ts";

const accepted = ".json,.jsonl,.zip,.md,.markdown,.txt";

/** Where files are dropped or chosen, and which programs' files they can be. */
export function SourcePicker({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { transfer: words } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const onDrag = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === "dragover");
  };
  return (
    <>
      <p className="sub">{words.importIntro}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has no keyboard; the button in it does the same */}
      <div
        className={over ? "drop over" : "drop"}
        onDragOver={onDrag}
        onDragLeave={onDrag}
        onDrop={(event) => {
          onDrag(event);
          onFiles([...event.dataTransfer.files]);
        }}
      >
        <p>{words.drop}</p>
        <button type="button" className="b fill" onClick={() => input.current?.click()}>
          <Icon name="file" />
          {words.choose}
        </button>
        <input
          ref={input}
          type="file"
          multiple
          accept={accepted}
          aria-label={words.choose}
          tabIndex={-1}
          hidden
          onChange={(event) => onFiles([...(event.currentTarget.files ?? [])])}
        />
      </div>
      <dl className="facts-list">
        {words.sources.map(([name, hint]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{hint}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
