import { type FormEvent, useId, useState } from "react";
import { DialogFrame } from "../dialog/dialog-frame.tsx";
import { FormButtons } from "../dialog/form-buttons.tsx";
import { useEffects } from "../effects/effects.ts";
import type { KeyEntry } from "../state/keys.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import { draftOf, type KeyDraft, toSave } from "./key-draft.ts";
import { KeySecret } from "./key-secret.tsx";
import { LimitFields } from "./limit-fields.tsx";
import { ModelField } from "./model-field.tsx";

/** What is asked of a key that is made or changed, and, once it is made, the key itself. `entry`: null for a new one. */
export function KeyForm({ entry, onClose }: { entry: KeyEntry | null; onClose: () => void }) {
  const { keys: words } = useWords();
  const { keys: effects } = useEffects();
  const [draft, setDraft] = useState(() => draftOf(entry));
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const change = (part: Partial<KeyDraft>) => setDraft({ ...draft, ...part });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const key = toSave(draft, Date.now());
    const made = entry === null ? await effects.create(key) : await effects.change(entry.id, key);
    setBusy(false);
    if (made === null) onClose();
    else if ("secret" in made) setSecret(made.secret);
    else setProblem("problem" in made ? made.problem.message : made.message);
  };

  if (secret !== null) return <KeySecret secret={secret} name={draft.name} onClose={onClose} />;
  return (
    <DialogFrame
      title={entry === null ? words.newTitle : words.changeTitle(entry.name)}
      kind="small"
      busy={busy}
      onClose={onClose}
    >
      <form className="command-form key-form" onSubmit={(event) => void save(event)}>
        <label>
          {words.name}
          <input
            className="input"
            data-first
            required
            maxLength={80}
            autoComplete="off"
            placeholder={words.nameHint}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </label>
        {entry === null && <UserField draft={draft} change={change} />}
        <PlanField draft={draft} change={change} />
        <ExpiryField draft={draft} change={change} />
        <ModelField models={draft.models} onChange={(models) => change({ models })} />
        <LimitFields limits={draft.limits} onChange={(limits) => change({ limits })} />
        {problem !== "" && (
          <p className="wrong" role="alert">
            {problem}
          </p>
        )}
        <FormButtons
          save={entry === null ? words.make : words.save}
          cancel={words.cancel}
          disabled={busy}
          onCancel={onClose}
        />
      </form>
    </DialogFrame>
  );
}

interface FieldProps {
  readonly draft: KeyDraft;
  readonly change: (part: Partial<KeyDraft>) => void;
}

/** Whose the key is: somebody who has one already, with that plan, or somebody new. */
function UserField({ draft, change }: FieldProps) {
  const { keys: words } = useWords();
  const known = useWorkspace(({ keys }) => keys.keys);
  const list = useId();
  const hint = useId();
  return (
    <div className="field-of">
      <label htmlFor={`${list}-user`}>{words.user}</label>
      <input
        id={`${list}-user`}
        className="input"
        list={list}
        required
        maxLength={64}
        autoComplete="off"
        aria-describedby={hint}
        value={draft.userId}
        onChange={({ target: { value } }) => {
          const theirs = known.find(({ userId }) => userId === value.trim());
          change({ userId: value, ...(theirs && { plan: theirs.plan }) });
        }}
      />
      <datalist id={list}>
        {[...new Set(known.map(({ userId }) => userId))].map((userId) => (
          <option key={userId} value={userId} />
        ))}
      </datalist>
      <small id={hint}>{words.userHint}</small>
    </div>
  );
}

function PlanField({ draft, change }: FieldProps) {
  const { keys: words } = useWords();
  const formats = useFormats();
  const plans = useWorkspace(({ keys }) => keys.plans);
  const hint = useId();
  const chosen = plans.find(({ id }) => id === draft.plan);
  const allowed = (["requests", "tokens"] as const).flatMap((kind) =>
    (["minute", "day", "month"] as const).flatMap((window) => {
      const limit = chosen?.limits[kind][window] ?? 0;
      return limit === 0 ? [] : [words.allows(formats.number(limit), kind, window)];
    }),
  );
  return (
    <label>
      {words.plan}
      <select
        className="input"
        value={draft.plan}
        aria-describedby={hint}
        onChange={(event) => change({ plan: event.target.value })}
      >
        {plans.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <small id={hint}>
        {allowed.length === 0 ? words.unlimited : allowed.join(" · ")}
        <br />
        {words.planOf(draft.userId.trim() || "…")}
      </small>
    </label>
  );
}

function ExpiryField({ draft, change }: FieldProps) {
  const { keys: words } = useWords();
  const formats = useFormats();
  const choices = ["never", "30", "90", "365"];
  return (
    <label>
      {words.expiry}
      <select
        className="input"
        value={draft.expiry}
        onChange={(event) => change({ expiry: event.target.value })}
      >
        {draft.expiresAtMs !== null && (
          <option value="keep">{words.keepUntil(formats.day(draft.expiresAtMs))}</option>
        )}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {words.expiries[choice]}
          </option>
        ))}
      </select>
    </label>
  );
}
