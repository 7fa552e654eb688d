import { useWords } from "../words/words.ts";
import type { Slash } from "./use-slash.ts";
import "./slash-menu.css";

/** The list above the composer. The text box keeps the focus and the keys. */
export function SlashMenu({ slash }: { slash: Slash }) {
  const { commands: words } = useWords();
  const { options, active, listId, optionId, choose, setActive } = slash;
  return (
    <>
      <p className="sr" role="status">
        {options.length > 0 && words.slash.count(options.length)}
      </p>
      {options.length > 0 && (
        <div
          id={listId}
          className="slash opts"
          role="listbox"
          aria-label={words.slash.label}
          tabIndex={0}
          // The text box keeps the focus, or the list would close before a click arrives.
          onPointerDown={(event) => event.preventDefault()}
        >
          {options.map((option, index) => (
            // biome-ignore lint/a11y: the text box has the focus and the keys
            <div
              key={`${option.kind}/${option.name}/${option.kind === "value" ? option.value : ""}`}
              id={optionId(index)}
              className="opt"
              role="option"
              aria-selected={index === active}
              onClick={() => choose(option)}
              onPointerMove={() => setActive(index)}
            >
              <code>{option.name}</code>
              <span className="de" dir="auto">
                {option.hint}
              </span>
            </div>
          ))}
        </div>
      )}
    </>
  );
}
