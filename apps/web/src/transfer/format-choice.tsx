import { useId } from "react";
import type { ExportFormatName } from "../effects/conversations.ts";
import { useWords } from "../words/words.ts";

interface FormatChoiceProps {
  /** In the order shown. */
  readonly formats: readonly ExportFormatName[];
  readonly value: ExportFormatName;
  readonly onChoose: (format: ExportFormatName) => void;
}

/** Formats by what they are for; arrow keys go from one to the next, as in any group of radio buttons. */
export function FormatChoice({ formats, value, onChoose }: FormatChoiceProps) {
  const { transfer: words } = useWords();
  const id = useId();
  return (
    <fieldset className="formats">
      <legend className="sr">{words.format}</legend>
      {formats.map((format) => {
        const [name, hint] = words.formats[format];
        return (
          <label key={format} className="format">
            <input
              type="radio"
              name={id}
              checked={format === value}
              aria-describedby={`${id}-${format}`}
              aria-label={name}
              onChange={() => onChoose(format)}
            />
            <span>
              <b>{name}</b>
              <small id={`${id}-${format}`}>{hint}</small>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
