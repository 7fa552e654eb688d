import { useEffects } from "../effects/effects.ts";
import type { ModelEntry } from "../state/model-entry.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { ModelForms } from "./model-forms.tsx";
import { ModelRow } from "./model-row.tsx";
import { ProviderRow } from "./provider-row.tsx";
import "./models.css";

const order: Readonly<Record<ModelEntry["phase"], number>> = {
  loaded: 0,
  ready: 0,
  downloading: 1,
  paused: 1,
  broken: 2,
  available: 3,
};

/** Every model there is, what can be done with it, and two forms for more. `at`: the one to begin at. */
export function ModelsPage({ at = null }: { at?: string | null }) {
  const words = useWords();
  const { models: effects } = useEffects();
  const snapshot = useWorkspace(({ models }) => models);
  const [before, best, quickest, after] = words.models.introParts;
  if (snapshot === null)
    return (
      <p className="q">
        {words.models.none}{" "}
        <button type="button" className="b quiet" onClick={() => void effects.read()}>
          {words.pane.again}
        </button>
      </p>
    );
  const models = [...snapshot.models].sort((a, b) => order[a.phase] - order[b.phase]);
  return (
    <>
      <p className="sub">
        {before}
        <span className="num">grok</span>
        {best}
        <span className="num">grok-mini</span>
        {quickest}
        <span className="num">grok-embedding</span>
        {after}
      </p>
      {snapshot.pickedReason !== "" && <p className="sub">{snapshot.pickedReason}</p>}
      {snapshot.problem !== "" && <p className="problem">{snapshot.problem}</p>}
      <div className="rows">
        {models.map((model) => (
          <ModelRow key={model.id} model={model} snapshot={snapshot} begin={model.id === at} />
        ))}
        {models.length === 0 && <p className="rowi q">{words.models.none}</p>}
      </div>
      {snapshot.providers.length > 0 && (
        <>
          <h3 className="sub-head">{words.models.addresses}</h3>
          <div className="rows">
            {snapshot.providers.map((provider) => (
              <ProviderRow key={provider.name} provider={provider} />
            ))}
          </div>
        </>
      )}
      <ModelForms />
    </>
  );
}
