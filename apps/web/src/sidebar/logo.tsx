import { useEffects } from "../effects/effects.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import "./logo.css";

/** A planet and its moon. Pressed, it is fun mode: the other pen, and each question asked with it. */
export function Logo({ mark = false }: { mark?: boolean }) {
  const words = useWords();
  const { look } = useEffects();
  const fun = useWorkspace((workspace) => workspace.look.mode === "fun");
  return (
    <button
      type="button"
      className="logo"
      aria-label={words.app.name}
      aria-pressed={fun}
      title={fun ? words.logo.on : words.logo.off}
      onClick={() => look.change({ mode: fun ? "regular" : "fun" })}
    >
      <svg viewBox="0 0 26 22" aria-hidden="true">
        <circle className="ring" cx="13" cy="11" r="8.25" />
        <path
          className="tilt"
          d="M 8 13.6 C 3.6 16.2 2.4 18.4 3.6 19 C 6.2 20.2 22.6 10.2 23 5.6 C 23.1 4.2 20.6 4.6 17.8 6.2"
        />
        <circle className="sat" cx="19.2" cy="5" r="2.75" />
      </svg>
      {!mark && <span aria-hidden="true">{words.app.name}</span>}
    </button>
  );
}
