import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import type { ProviderEntry } from "../state/model-entry.ts";
import { useWords } from "../words/words.ts";

/** An address whose models can be asked. */
export function ProviderRow({ provider }: { provider: ProviderEntry }) {
  const words = useWords();
  const { models } = useEffects();
  const { name, baseUrl, hasKey, problem } = provider;
  return (
    <div className="rowi">
      <div>
        <b>{name}</b>
        <small>
          {baseUrl}
          {hasKey && words.units.comma + words.models.hasKey}
          {problem !== "" && `. ${problem}`}
        </small>
      </div>
      <div className="rt">
        {problem !== "" && (
          <span className="vd part">
            <Icon name="warning" small />
            {words.models.answersNot}
          </span>
        )}
        <button type="button" className="b quiet" onClick={() => void models.removeAddress(name)}>
          {words.models.forget}
        </button>
      </div>
    </div>
  );
}
