import { type FormEvent, useId, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import type { FeedEntry, FeedFieldEntry, FeedKindEntry } from "../state/live-post.ts";
import { useWords } from "../words/words.ts";

interface FeedFormProps {
  readonly kind: FeedKindEntry | undefined;
  /** Null sets up a new one. */
  readonly feed: FeedEntry | null;
  readonly onClose: () => void;
}

/** What a feed needs to know, drawn from what its kind says of itself. */
export function FeedForm({ kind, feed, onClose }: FeedFormProps) {
  const { live: words } = useWords();
  const { live: effects } = useEffects();
  const [title, setTitle] = useState(feed?.title ?? "");
  const [options, setOptions] = useState<Readonly<Record<string, string>>>(feed?.options ?? {});
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  if (kind === undefined) return null;
  const own = words.kind(kind.source);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    // Secrets that nobody typed stay as they are; everything else is told as it stands, empty is none.
    const told = kind.fields.flatMap(({ name, type }) => {
      const value = options[name];
      return type === "secret" && (value ?? "") === "" ? [] : [[name, value ?? ""] as const];
    });
    const failed = await effects.saveFeed({
      id: feed?.id ?? "",
      source: kind.source,
      title,
      on: feed?.on ?? true,
      options: Object.fromEntries(told),
    });
    setBusy(false);
    if (failed === null) onClose();
    else setProblem(failed.message);
  };

  return (
    <form className="feed-form" onSubmit={(event) => void save(event)} aria-label={kind.title}>
      <p className="sub">{own?.summary ?? kind.summary}</p>
      <label className="field">
        <span>{words.name}</span>
        <input
          value={title}
          placeholder={own?.title ?? kind.title}
          maxLength={80}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      {kind.fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          label={own?.fields[field.name] ?? field.label}
          value={options[field.name] ?? ""}
          isSet={feed?.secretsSet.includes(field.name) ?? false}
          onChange={(value) => setOptions({ ...options, [field.name]: value })}
        />
      ))}
      {problem !== "" && (
        <p className="feed-error" role="alert">
          {problem}
        </p>
      )}
      <div className="row">
        <button type="submit" className="b fill" disabled={busy}>
          {feed === null ? words.saveOn : words.save}
        </button>
        <button type="button" className="b line" onClick={onClose}>
          {words.cancel}
        </button>
      </div>
      {feed !== null && <RemoveFeed feed={feed} />}
    </form>
  );
}

/** Asks once more where a key would be forgotten; a feed without any can be had back. */
function RemoveFeed({ feed }: { feed: FeedEntry }) {
  const { live: words } = useWords();
  const { live: effects } = useEffects();
  const [sure, setSure] = useState(false);
  const remove = () => void effects.removeFeed(feed);
  if (!sure)
    return (
      <p className="feed-remove">
        <button
          type="button"
          className="b quiet"
          onClick={() => (feed.secretsSet.length > 0 ? setSure(true) : remove())}
        >
          <Icon name="remove" small />
          {words.remove(feed.title)}
        </button>
      </p>
    );
  return (
    <p className="feed-remove">
      <span>{words.removeSure}</span>
      <button type="button" className="b line bad" onClick={remove}>
        {words.removeYes}
      </button>
      <button type="button" className="b quiet" onClick={() => setSure(false)}>
        {words.cancel}
      </button>
    </p>
  );
}

interface FieldProps {
  readonly field: FeedFieldEntry;
  readonly label: string;
  readonly value: string;
  /** A secret that the server has. */
  readonly isSet: boolean;
  readonly onChange: (value: string) => void;
}

function Field({ field, label, value, isSet, onChange }: FieldProps) {
  const { live: words } = useWords();
  const hintId = useId();
  const { type, help, required, fallback } = field;
  const hint = [help, type === "secret" && isSet ? words.secretSet : ""]
    .filter((text) => text !== "")
    .join(" ");
  const shared = {
    value,
    required: required && fallback === "" && !(type === "secret" && isSet),
    "aria-describedby": hint === "" ? undefined : hintId,
  };
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: every branch holds one control
    <label className={type === "switch" ? "field check" : "field"}>
      <span>
        {label}
        {shared.required && <small> ({words.required})</small>}
      </span>
      {type === "list" ? (
        <textarea
          {...shared}
          rows={3}
          placeholder={fallback}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : type === "choice" ? (
        <select {...shared} onChange={(event) => onChange(event.target.value)}>
          <option value="">{fallback}</option>
          {field.choices
            .filter((choice) => choice !== fallback)
            .map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
        </select>
      ) : type === "switch" ? (
        <input
          type="checkbox"
          checked={(value || fallback) === "true"}
          aria-describedby={shared["aria-describedby"]}
          onChange={(event) => onChange(event.target.checked ? "true" : "false")}
        />
      ) : (
        <input
          {...shared}
          type={type === "secret" ? "password" : type === "number" ? "number" : "text"}
          step="any"
          inputMode={type === "address" ? "url" : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={fallback}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {hint !== "" && (
        <small id={hintId} className="q">
          {hint}
        </small>
      )}
    </label>
  );
}
