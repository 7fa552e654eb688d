import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { usePlace } from "../pane/place.ts";
import { modelToAsk } from "../state/model-entry.ts";
import { useWorkspace } from "../state/store.ts";
import type { Words } from "../words/en.ts";
import type { Formats } from "../words/formats.ts";
import { useFormats, useWords } from "../words/words.ts";
import { type PickerGroup, type PickerOption, pickerGroups } from "./picker-groups.ts";
import "./model-picker.css";

const allModels = "\u0000all";

/** What the next question is put to. A select-only combobox: the list opens above the composer. */
export function ModelPicker() {
  const words = useWords();
  const { panes, dispatch } = useEffects();
  const { paneId } = usePlace();
  const snapshot = useWorkspace(({ models }) => models);
  const chosen = useWorkspace((workspace) =>
    modelToAsk(workspace.models, workspace.panes.makings[paneId]?.model ?? "grok"),
  );
  const [open, setOpen] = useState(false);
  const title = snapshot?.models.find((model) => model.id === chosen)?.title ?? chosen;
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const groups = useMemo(() => pickerGroups(snapshot), [snapshot]);
  const names = useMemo(
    () => [...groups.flatMap((g) => g.options.map((option) => option.name)), allModels],
    [groups],
  );
  const [active, setActive] = useState(0);
  const optionId = (index: number) => `${listId}-${index}`;

  const show = () => {
    setActive(Math.max(0, names.indexOf(chosen)));
    setOpen(true);
  };
  const choose = (index: number) => {
    setOpen(false);
    const name = names[index];
    const option = groups.flatMap((g) => g.options).find((candidate) => candidate.name === name);
    if (option?.kind === "alias" || option?.kind === "here") panes.make(paneId, { model: option.name });
    else dispatch({ type: "dialog-opened", dialog: { kind: "models", modelId: option?.name ?? null } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (!open) {
      if (["ArrowDown", "ArrowUp", "Enter", " "].includes(key)) {
        event.preventDefault();
        show();
      }
      return;
    }
    const next = nextActive(key, active, names);
    if (next !== null) setActive(next);
    else if (key === "Enter" || key === " ") choose(active);
    else if (key === "Escape") setOpen(false);
    else if (key !== "Tab") return;
    if (key === "Tab") return setOpen(false);
    event.preventDefault();
    event.stopPropagation();
  };
  useEffect(() => {
    if (open) document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [open, active, listId]);

  return (
    <div className="model-picker">
      <button
        ref={button}
        type="button"
        className="model"
        role="combobox"
        aria-label={words.composer.model}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open ? optionId(active) : undefined}
        onClick={() => (open ? setOpen(false) : show())}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      >
        <span className="model-name">{title}</span>
        <Icon name="down" small />
      </button>
      <div
        id={listId}
        className="model-list"
        role="listbox"
        aria-label={words.composer.model}
        hidden={!open}
        // The button keeps the focus, or the list would close before a click arrives.
        onPointerDown={(event) => event.preventDefault()}
      >
        {open && (
          <>
            {groups.map((group) => (
              <GroupOfModels
                key={`${group.kind}/${group.provider}`}
                group={group}
                chosen={chosen}
                activeName={names[active] ?? ""}
                idOf={(name) => optionId(names.indexOf(name))}
                onChoose={(name) => choose(names.indexOf(name))}
                onHover={(name) => setActive(names.indexOf(name))}
              />
            ))}
            {/* biome-ignore lint/a11y: the combobox has the focus and the keys */}
            <div
              id={optionId(names.length - 1)}
              role="option"
              aria-selected={false}
              className={active === names.length - 1 ? "opt last active" : "opt last"}
              onClick={() => choose(names.length - 1)}
              onPointerMove={() => setActive(names.length - 1)}
            >
              {words.models.all}
            </div>
          </>
        )}
      </div>
    </div>
  );
}

/** The option that a key leads to, or null where the key is none for moving. Letters find what begins with them. */
function nextActive(key: string, active: number, names: readonly string[]): number | null {
  const last = names.length - 1;
  if (key === "ArrowDown") return Math.min(last, active + 1);
  if (key === "ArrowUp") return Math.max(0, active - 1);
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key.length !== 1 || key === " ") return null;
  const turned = [...names.keys()].map((step) => (active + 1 + step) % names.length);
  return turned.find((index) => names[index]!.toLowerCase().startsWith(key.toLowerCase())) ?? active;
}

interface GroupProps {
  readonly group: PickerGroup;
  readonly chosen: string;
  readonly activeName: string;
  readonly idOf: (name: string) => string;
  readonly onChoose: (name: string) => void;
  readonly onHover: (name: string) => void;
}

function GroupOfModels({ group, chosen, activeName, idOf, onChoose, onHover }: GroupProps) {
  const words = useWords();
  const formats = useFormats();
  const label = labelOf(group, words);
  return (
    // biome-ignore lint/a11y/useSemanticElements: options stand in groups of a listbox
    <div role="group" aria-label={label}>
      {group.kind !== "names" && (
        <p className="g" aria-hidden="true">
          {label}
        </p>
      )}
      {group.options.map((option) => (
        // biome-ignore lint/a11y: the combobox has the focus and the keys
        <div
          key={option.name}
          id={idOf(option.name)}
          role="option"
          aria-selected={option.name === chosen}
          className={option.name === activeName ? "opt active" : "opt"}
          onClick={() => onChoose(option.name)}
          onPointerMove={() => onHover(option.name)}
        >
          <span className="check">{option.name === chosen && <Icon name="check" small />}</span>
          <span className="t">
            {option.kind === "alias" ? option.name : option.model?.title}
            <small>{detailOf(option, words, formats)}</small>
          </span>
          {option.kind === "coming" && <span className="num">{percentOf(option)}</span>}
        </div>
      ))}
    </div>
  );
}

function labelOf({ kind, provider }: PickerGroup, { models }: Words): string {
  switch (kind) {
    case "names":
      return models.label;
    case "address":
      return models.atAddress(provider);
    default:
      return models[kind];
  }
}

function detailOf({ name, model, kind }: PickerOption, { models, units }: Words, formats: Formats): string {
  if (kind === "alias") {
    const what = name === "grok" ? models.bestHere : models.quickest;
    return model === undefined ? what : what + units.comma + models.isNow(model.title);
  }
  if (model === undefined) return "";
  if (kind === "here")
    return model.provider !== "llama"
      ? models.remote
      : model.outputTokensPerSecond > 0
        ? models.speed(formats.rate(model.outputTokensPerSecond))
        : models.size(formats.bytes(model.bytes));
  if (kind === "coming") {
    const left = model.download?.secondsLeft ?? null;
    if (model.phase === "paused") return models.paused;
    return left === null ? formats.bytes(model.bytes) : models.left(formats.remaining(left));
  }
  return models.toFetch(formats.bytes(model.bytes)) + units.comma + model.licence;
}

function percentOf({ model }: PickerOption): string {
  const { bytesDone, bytesTotal } = model?.download ?? { bytesDone: 0, bytesTotal: 0 };
  return bytesTotal === 0 ? "" : `${Math.floor((bytesDone / bytesTotal) * 100)} %`;
}
