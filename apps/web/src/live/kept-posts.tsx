import { useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";

/** How much there is, how long it stays, and the end of all of it. */
export function KeptPosts() {
  const { live: words } = useWords();
  const formats = useFormats();
  const { live: effects } = useEffects();
  const index = useWorkspace(({ live }) => live.index);
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState("");
  if (index === null) return null;
  const keep = async (ageMs: number, bytes: number) =>
    setProblem((await effects.keep(ageMs, bytes))?.message ?? "");
  return (
    <div className="rows kept">
      <div className="rowi">
        <b>{words.kept}</b>
        <span className="num">{words.keptNow(formats.number(index.posts), formats.bytes(index.bytes))}</span>
      </div>
      <Limit
        label={words.age}
        value={index.ageMs}
        options={words.ages}
        onChoose={(age) => void keep(age, index.bytesMax)}
      />
      <Limit
        label={words.size}
        value={index.bytesMax}
        options={words.sizes}
        onChoose={(size) => void keep(index.ageMs, size)}
      />
      {problem !== "" && (
        <p className="feed-error" role="alert">
          {problem}
        </p>
      )}
      <div className="rowi">
        {sure ? (
          <>
            <span>{words.forgetSure}</span>
            <button
              type="button"
              className="b line bad"
              onClick={() => {
                setSure(false);
                void effects.forgetPosts();
              }}
            >
              {words.forgetYes}
            </button>
            <button type="button" className="b quiet" onClick={() => setSure(false)}>
              {words.cancel}
            </button>
          </>
        ) : (
          <button
            type="button"
            className="b quiet"
            disabled={index.posts === 0}
            onClick={() => setSure(true)}
          >
            {words.forget}
          </button>
        )}
      </div>
    </div>
  );
}

interface LimitProps {
  readonly label: string;
  readonly value: number;
  /** Words by number; the one that is set elsewhere stands beside them. */
  readonly options: Readonly<Record<string, string>>;
  readonly onChoose: (value: number) => void;
}

function Limit({ label, value, options, onChoose }: LimitProps) {
  const formats = useFormats();
  const known = Object.keys(options);
  const own = known.includes(String(value)) ? [] : [[String(value), formats.number(value)] as const];
  const entries = [...known.map((key) => [key, options[key]!] as const), ...own].sort(
    ([a], [b]) => (Number(a) || Number.POSITIVE_INFINITY) - (Number(b) || Number.POSITIVE_INFINITY),
  );
  return (
    <label className="rowi">
      <b>{label}</b>
      <select value={String(value)} onChange={(event) => onChoose(Number(event.target.value))}>
        {entries.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
