import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon, type IconName } from "../icons/icon.tsx";
import type { Problem } from "../state/problem.ts";
import { useWords } from "../words/words.ts";
import "./models.css";

/** Two ways to a model that need no catalogue: a file on the server's disk, an address. */
export function ModelForms({ problem = "" }: { problem?: string }) {
  return (
    <div className="model-forms">
      {problem !== "" && <p className="q">{problem}</p>}
      <FileForm />
      <AddressForm />
    </div>
  );
}

function FileForm() {
  const words = useWords();
  const { models } = useEffects();
  return (
    <AddForm
      icon="file"
      title={words.models.addFile}
      hint={words.models.addFileHint}
      onAdd={(form) => models.addFile(field(form, "path"))}
    >
      <Field name="path" label={words.models.path} example={words.models.pathExample} required wide />
    </AddForm>
  );
}

function AddressForm() {
  const words = useWords();
  const { models } = useEffects();
  return (
    <AddForm
      icon="address"
      title={words.models.addAddress}
      hint={words.models.addAddressHint}
      onAdd={(form) => models.addAddress(field(form, "name"), field(form, "address"), field(form, "key"))}
    >
      <Field name="name" label={words.models.name} example={words.models.nameExample} required />
      <Field
        name="address"
        label={words.models.address}
        example={words.models.addressExample}
        type="url"
        required
        wide
      />
      <Field name="key" label={words.models.key} type="password" />
    </AddForm>
  );
}

interface AddFormProps {
  readonly icon: IconName;
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
  readonly onAdd: (form: FormData) => Promise<Problem | null>;
}

function AddForm({ icon, title, hint, children, onAdd }: AddFormProps) {
  const words = useWords();
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setAdding(true);
    setProblem(null);
    const failed = await onAdd(new FormData(form));
    setAdding(false);
    setProblem(failed);
    if (failed === null) form.reset();
  };
  return (
    <form className="add-form" aria-label={title} onSubmit={(event) => void submit(event)}>
      <h3>
        <Icon name={icon} small />
        {title}
      </h3>
      <p className="q">{hint}</p>
      <div className="fields">
        {children}
        <button type="submit" className="b line" disabled={adding}>
          {adding ? words.models.adding : words.models.add}
        </button>
      </div>
      {problem !== null && (
        <p className="problem" role="alert">
          {words.models.notAdded} {problem.message}
        </p>
      )}
    </form>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly example?: string;
  readonly type?: "text" | "url" | "password";
  readonly required?: boolean;
  readonly wide?: boolean;
}

function Field({ name, label, example, type = "text", required = false, wide = false }: FieldProps) {
  const id = useId();
  return (
    <div className={wide ? "field wide" : "field"}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        name={name}
        type={type}
        placeholder={example}
        required={required}
        autoComplete="off"
        spellCheck={false}
      />
    </div>
  );
}

const field = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();
