import { useEffect, useId, useMemo, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import "./live-search.css";

/** Languages that posts are often written in; any other is looked for with "lang:". */
const spoken = [
  "ar",
  "de",
  "en",
  "es",
  "fr",
  "hi",
  "id",
  "it",
  "ja",
  "ko",
  "nl",
  "pl",
  "pt",
  "ru",
  "tr",
  "uk",
  "zh",
];

/** What to look for, and in which order. */
export function LiveSearch() {
  const { live: words } = useWords();
  const { live: effects } = useEffects();
  const query = useWorkspace(({ live }) => live.query);
  const feeds = useWorkspace(({ live }) => live.feeds);
  const formats = useFormats();
  const hintId = useId();
  const sources = useMemo(() => [...new Set((feeds ?? []).map(({ source }) => source))], [feeds]);
  const [typed, setTyped] = useState(query.text);
  // A trend that was chosen stands in the box, too.
  useEffect(() => setTyped(query.text), [query.text]);
  const clear = () => {
    setTyped("");
    effects.ask({ ...query, text: "" });
  };
  return (
    <search className="live-search">
      <div className="look">
        <label className="find">
          <Icon name="search" />
          <input
            type="search"
            aria-label={words.search}
            aria-describedby={hintId}
            placeholder={words.search}
            autoComplete="off"
            maxLength={512}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              effects.type(event.target.value);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter") effects.ask({ ...query, text: typed.trim() });
              if (event.key !== "Escape" || typed === "") return;
              event.stopPropagation();
              clear();
            }}
          />
          {typed !== "" && (
            <button type="button" className="b icon" aria-label={words.clear} onClick={clear}>
              <Icon name="close" small />
            </button>
          )}
        </label>
        <p className="hint" id={hintId}>
          {words.hint}
        </p>
      </div>
      <div className="filters">
        <div className="seg" role="radiogroup" aria-label={words.order}>
          {(["latest", "top"] as const).map((order) => (
            <label key={order}>
              <input
                type="radio"
                className="sr"
                name="live-order"
                checked={query.order === order}
                onChange={() => effects.ask({ ...query, order })}
              />
              <span>{words[order]}</span>
            </label>
          ))}
        </div>
        <Filter
          label={words.language}
          any={words.anyLanguage}
          value={query.language}
          options={spoken.map((code) => [code, formats.languageName(code)])}
          onChoose={(language) => effects.ask({ ...query, language })}
        />
        <Filter
          label={words.source}
          any={words.anySource}
          value={query.source}
          options={sources.map((source) => [source, words.sourceNames[source] ?? source])}
          onChoose={(source) => effects.ask({ ...query, source })}
        />
      </div>
    </search>
  );
}

interface FilterProps {
  readonly label: string;
  readonly any: string;
  readonly value: string;
  /** Values with their words. */
  readonly options: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
}

function Filter({ label, any, value, options, onChoose }: FilterProps) {
  return (
    <select
      aria-label={label}
      className={value === "" ? "filter" : "filter on"}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{any}</option>
      {options.map(([key, word]) => (
        <option key={key} value={key}>
          {word}
        </option>
      ))}
    </select>
  );
}
