import { useEffect, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** What to look for, and in which order. */
export function LiveSearch() {
  const { live: words } = useWords();
  const { live: effects } = useEffects();
  const query = useWorkspace(({ live }) => live.query);
  const [typed, setTyped] = useState(query.text);
  // A trend that was chosen stands in the box, too.
  useEffect(() => setTyped(query.text), [query.text]);
  const clear = () => {
    setTyped("");
    effects.ask({ ...query, text: "" });
  };
  return (
    <search className="live-search">
      <label className="find">
        <Icon name="search" />
        <input
          type="search"
          aria-label={words.search}
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
    </search>
  );
}
