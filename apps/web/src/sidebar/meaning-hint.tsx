import { useEffect } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { DownloadLine } from "../models/download-line.tsx";
import type { ModelEntry } from "../state/model-entry.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import "../models/models.css";

/** Often enough to see a first reading grow, seldom enough not to be noticed. */
const againMs = 2_500;

/** What stands between the search and the meaning of words: a model to fetch, one on its way, or messages still unread. */
export function MeaningHint() {
  const words = useWords();
  const { kind, unread } = useWorkspace(({ search }) => search.meaning);
  const model = useWorkspace(({ models }) => offered(models?.models ?? []));
  const here = useWorkspace(({ models }) => models !== null && models.grokEmbedding !== "");
  useAskAgain((kind === "no-model" && here) || kind === "left-out" || unread > 0);

  if (kind === "no-model" && !here && model !== null)
    return (
      <section className="meaning-hint" aria-label={words.search.meaning.label}>
        <Fetching model={model} />
      </section>
    );
  if (unread === 0) return null;
  return (
    <p className="meaning-hint" role="status">
      {words.search.meaning.unread(unread)}
    </p>
  );
}

function Fetching({ model }: { model: ModelEntry }) {
  const words = useWords();
  const formats = useFormats();
  const { models } = useEffects();
  const fetch = () => void models.pull(model.id, false);
  if (model.phase === "downloading")
    return (
      <>
        <DownloadLine model={model} name={words.search.meaning.label} />
        <button type="button" className="b quiet" onClick={() => void models.pause(model.id)}>
          <Icon name="pause" small />
          {words.models.pause}
        </button>
      </>
    );
  if (model.phase === "paused" && model.download !== null)
    return (
      <>
        <DownloadLine model={model} name={words.search.meaning.label} />
        {model.problem !== "" && <p className="problem">{model.problem}</p>}
        <div>
          <button type="button" className="b line" onClick={fetch}>
            <Icon name="resume" small />
            {words.models.resume}
          </button>
          <button type="button" className="b quiet" onClick={() => void models.remove(model.id)}>
            <Icon name="undo" small />
            {words.models.cancel}
          </button>
        </div>
      </>
    );
  return (
    <>
      <p>{words.search.meaning.offer}</p>
      {model.problem !== "" && <p className="problem">{model.problem}</p>}
      <button type="button" className="b line" title={words.search.meaning.onceHere} onClick={fetch}>
        <Icon name="download" small />
        {words.search.meaning.fetch(formats.bytes(model.bytes))}
      </button>
    </>
  );
}

/** The model that is on its way, else the smallest that asks for no licence to be read. */
function offered(models: readonly ModelEntry[]): ModelEntry | null {
  const embedding = models.filter((model) => model.kind === "embeds" && !model.licenceMustBeAccepted);
  const coming = embedding.find(({ phase }) => phase === "downloading" || phase === "paused");
  return coming ?? [...embedding].sort((a, b) => a.bytes - b.bytes)[0] ?? null;
}

/** Asks the same again from time to time while more may be found than a moment ago. */
function useAskAgain(wanted: boolean): void {
  const { search } = useEffects();
  const answered = useWorkspace((workspace) => workspace.search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every answer starts the wait anew
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(search.again, againMs);
    return () => clearTimeout(timer);
  }, [wanted, answered, search]);
}
