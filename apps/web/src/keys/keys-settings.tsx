import { useEffect, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import type { KeyEntry } from "../state/keys.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { KeyForm } from "./key-form.tsx";
import { KeyRow } from "./key-row.tsx";
import { TryIt } from "./try-it.tsx";
import "./keys.css";

/** Keys of the API: whose they are, what is left of their budgets, and how to use them. */
export function KeysSettings() {
  const { keys: words } = useWords();
  const { keys: effects } = useEffects();
  const { phase, keys, plans, keyless, usage } = useWorkspace((workspace) => workspace.keys);
  /** The key in the form; "new" for one that is to be made. */
  const [form, setForm] = useState<KeyEntry | "new" | null>(null);
  useEffect(() => effects.look(), [effects]);

  if (phase === "failed")
    return (
      <p className="q nothing">
        {words.unread}{" "}
        <button type="button" className="b quiet" onClick={() => void effects.read()}>
          {words.again}
        </button>
      </p>
    );
  return (
    <div className="api-keys">
      <p className="sub">{words.intro}</p>
      {keyless && <p className="sub">{words.keyless}</p>}
      {phase === "ready" && keys.length === 0 && <NoKeys onMake={() => setForm("new")} />}
      {keys.length > 0 && (
        <>
          <ul className="rows">
            {keys.map((key) => (
              <li key={key.id}>
                <KeyRow
                  entry={key}
                  plan={plans.find(({ id }) => id === key.plan)?.title ?? key.plan}
                  usage={usage.filter(({ keyId }) => keyId === key.id)}
                  onChange={() => setForm(key)}
                />
              </li>
            ))}
          </ul>
          <button type="button" className="b line make-key" onClick={() => setForm("new")}>
            <Icon name="plus" small />
            {words.make}
          </button>
        </>
      )}
      {phase === "ready" && <TryIt withKey={!keyless} />}
      {form !== null && <KeyForm entry={form === "new" ? null : form} onClose={() => setForm(null)} />}
    </div>
  );
}

function NoKeys({ onMake }: { onMake: () => void }) {
  const { keys: words } = useWords();
  return (
    <div className="empty no-keys">
      <svg className="art" viewBox="0 0 144 84" aria-hidden="true">
        <path d="M8 74 H136" />
        <circle cx="46" cy="40" r="16" />
        <circle className="p" cx="46" cy="40" r="5" />
        <path d="M62 40 H112 V52 M98 40 V49" />
        <path className="p" d="M120 30 l6 -5 M124 40 h8 M120 50 l6 5" />
      </svg>
      <h3>{words.empty}</h3>
      <button type="button" className="b fill" onClick={onMake}>
        {words.makeFirst}
      </button>
    </div>
  );
}
