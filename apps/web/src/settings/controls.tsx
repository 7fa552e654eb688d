import { useId } from "react";

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** Values and their words, in the order shown. */
  readonly options: Readonly<Record<Value, string>>;
  readonly onChoose: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export function Choice<Value extends string>({ label, value, options, onChoose }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <div className="rowi">
      <b id={name}>{label}</b>
      <div className="seg" role="radiogroup" aria-labelledby={name}>
        {(Object.keys(options) as Value[]).map((option) => (
          <label key={option}>
            <input
              type="radio"
              className="sr"
              name={name}
              checked={option === value}
              onChange={() => onChoose(option)}
            />
            <span>{options[option]}</span>
          </label>
        ))}
      </div>
    </div>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly hint: string;
  readonly on: boolean;
  readonly onToggle: (on: boolean) => void;
}

/** On or off. */
export function Toggle({ label, hint, on, onToggle }: ToggleProps) {
  return (
    <div className="rowi">
      <div>
        <b>{label}</b>
        <small>{hint}</small>
      </div>
      <button
        type="button"
        className="tg"
        role="switch"
        aria-checked={on}
        aria-label={label}
        onClick={() => onToggle(!on)}
      />
    </div>
  );
}
