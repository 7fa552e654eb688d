import { type KeyboardEvent, useRef } from "react";

interface SegmentsProps<Value extends string> {
  readonly label: string;
  /** Values and their words, in the order shown. */
  readonly options: Readonly<Partial<Record<Value, string>>>;
  readonly value: Value;
  /** Id of what they switch. */
  readonly controls: string;
  readonly onChoose: (value: Value) => void;
}

/** Views of one thing, of which one is shown. Arrow keys go from one to the next. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, options, value, controls, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  const values = Object.keys(options) as Value[];
  const onKeyDown = (event: KeyboardEvent) => {
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const forward = rtl ? "ArrowLeft" : "ArrowRight";
    const back = rtl ? "ArrowRight" : "ArrowLeft";
    const step = event.key === forward ? 1 : event.key === back ? -1 : 0;
    const next = values[(values.indexOf(value) + step + values.length) % values.length];
    if (step === 0 || next === undefined || event.altKey) return;
    event.preventDefault();
    onChoose(next);
    list.current?.querySelector<HTMLElement>(`[data-value="${next}"]`)?.focus();
  };
  return (
    <div ref={list} className="segments" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {values.map((option) => (
        <button
          key={option}
          type="button"
          role="tab"
          data-value={option}
          aria-selected={option === value}
          aria-controls={controls}
          tabIndex={option === value ? 0 : -1}
          onClick={() => onChoose(option)}
        >
          {options[option]}
        </button>
      ))}
    </div>
  );
}
