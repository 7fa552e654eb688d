import { useEffect, useRef, useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useMenu } from "../menu/menu-host.tsx";
import type { MenuItem } from "../menu/menu-item.ts";
import { canAnswer, isHere, type ModelEntry, type ModelsSnapshot } from "../state/model-entry.ts";
import type { Words } from "../words/en.ts";
import type { Formats } from "../words/formats.ts";
import { useFormats, useWords } from "../words/words.ts";
import { DownloadLine } from "./download-line.tsx";

interface RowProps {
  readonly model: ModelEntry;
  readonly snapshot: ModelsSnapshot;
  /** The row that somebody came here for. */
  readonly begin: boolean;
}

/** One model: what it is, how it stands, and the one thing to do next; the rest is in its menu. */
export function ModelRow({ model, snapshot, begin }: RowProps) {
  const words = useWords();
  const formats = useFormats();
  const { models } = useEffects();
  const row = useRef<HTMLDivElement>(null);
  const [licence, setLicence] = useState(false);
  const { id, title, phase, download } = model;
  const coming = phase === "downloading" || (phase === "paused" && download !== null);

  useEffect(() => {
    if (!begin) return;
    row.current?.scrollIntoView({ block: "center" });
    row.current?.querySelector("button")?.focus({ preventScroll: true });
  }, [begin]);
  const fetch = () => (model.licenceMustBeAccepted ? setLicence(true) : void models.pull(id, false));

  return (
    <div className="rowi" ref={row}>
      <div>
        {coming ? (
          <DownloadLine model={model} name={title} />
        ) : (
          <>
            <b>{title}</b>
            <small>{factsOf(model, snapshot, words, formats)}</small>
          </>
        )}
        {model.problem !== "" && <p className="problem">{model.problem}</p>}
      </div>
      <div className="rt">
        <Standing model={model} />
        {phase === "available" && (
          <button type="button" className="b line" disabled={licence} onClick={fetch}>
            <Icon name="download" small />
            {words.models.fetch}
          </button>
        )}
        {phase === "downloading" && (
          <button type="button" className="b quiet" onClick={() => void models.pause(id)}>
            <Icon name="pause" small />
            {words.models.pause}
          </button>
        )}
        {phase === "paused" && (
          <button type="button" className="b line" onClick={() => void models.pull(id, false)}>
            <Icon name="resume" small />
            {words.models.resume}
          </button>
        )}
        <RowMenu model={model} snapshot={snapshot} />
      </div>
      {licence && (
        <div className="licence">
          <p>
            <b>{words.models.acceptTitle(title)}</b> {words.models.acceptText(model.licence)}{" "}
            {model.licenceUrl !== "" && (
              <a href={model.licenceUrl} target="_blank" rel="noreferrer">
                {words.models.readLicence}
              </a>
            )}
          </p>
          <div className="rt">
            <button
              type="button"
              className="b fill"
              onClick={() => {
                setLicence(false);
                void models.pull(id, true);
              }}
            >
              {words.models.accept}
            </button>
            <button type="button" className="b quiet" onClick={() => setLicence(false)}>
              {words.models.cancel}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}

function Standing({ model }: { model: ModelEntry }) {
  const { models } = useWords();
  if (isHere(model))
    return (
      <span className="vd ok">
        <Icon name="check" small />
        {model.phase === "loaded" ? models.loaded : models.ready}
      </span>
    );
  const said = model.phase === "broken" ? models.broken : model.fits ? null : models.unfit;
  if (said === null) return null;
  return (
    <span className={model.phase === "broken" ? "vd no" : "vd part"}>
      <Icon name="warning" small />
      {said}
    </span>
  );
}

function RowMenu({ model, snapshot }: { model: ModelEntry; snapshot: ModelsSnapshot }) {
  const words = useWords();
  const open = useMenu();
  const { models } = useEffects();
  const { id, title, phase, provider } = model;
  const items: MenuItem[] = [];
  if (canAnswer(model)) {
    if (id !== snapshot.grok)
      items.push({
        key: "grok",
        label: words.models.makeGrok,
        icon: "check",
        onSelect: () => void models.choose("grok", id),
      });
    else if (snapshot.grokChosen)
      items.push({
        key: "free",
        label: words.models.giveBack,
        icon: "undo",
        onSelect: () => void models.choose("grok", ""),
      });
    if (id !== snapshot.grokMini)
      items.push({
        key: "mini",
        label: words.models.makeMini,
        icon: "check",
        onSelect: () => void models.choose("grok-mini", id),
      });
  }
  if (provider === "llama" && phase !== "available" && phase !== "downloading")
    items.push({
      key: "remove",
      label: model.inPlace ? words.models.forget : words.models.remove,
      icon: "remove",
      apart: items.length > 0,
      onSelect: () => void models.remove(id),
    });
  if (items.length === 0) return null;
  const label = words.models.menuOf(title);
  return (
    <button
      type="button"
      className="b icon"
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded="false"
      onClick={(event) => open({ anchor: event.currentTarget, label, items })}
    >
      <Icon name="more" />
    </button>
  );
}

function factsOf(
  model: ModelEntry,
  snapshot: ModelsSnapshot,
  { models, units }: Words,
  formats: Formats,
): string {
  const { id, phase, bytes, memoryBytes, fits, licence, provider, inPlace, outputTokensPerSecond } = model;
  const facts: string[] = [];
  if (model.kind !== "answers") facts.push(models.kinds[model.kind]);
  if (provider !== "llama") facts.push(models.atAddress(provider));
  else if (phase === "available") facts.push(models.toFetch(formats.bytes(bytes)));
  else if (bytes > 0) facts.push(models.size(formats.bytes(bytes)));
  if (inPlace) facts.push(models.inPlace);
  if (outputTokensPerSecond > 0) facts.push(models.speed(formats.rate(outputTokensPerSecond)));
  if ((phase === "available" || !fits) && memoryBytes > 0)
    facts.push(models.needs(formats.bytes(memoryBytes)));
  if (phase === "available" && licence !== "") facts.push(licence);
  const names = [
    ...(id === snapshot.grok ? ["grok"] : []),
    ...(id === snapshot.grokMini ? ["grok-mini"] : []),
    ...(id === snapshot.grokEmbedding ? ["grok-embedding"] : []),
  ];
  return facts.join(units.comma) + (names.length > 0 ? models.is(names.join(units.comma)) : "");
}
