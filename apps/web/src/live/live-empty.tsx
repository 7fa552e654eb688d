import { useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { useWorkspace } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** Before the first feed: what can be listened to at once, and the way to all the others. */
export function LiveEmpty() {
  const { live: words } = useWords();
  const { live: effects, navigation } = useEffects();
  const kinds = useWorkspace(({ live }) => live.kinds);
  const feeds = useWorkspace(({ live }) => live.feeds) ?? [];
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const listen = async (source: string) => {
    setBusy(true);
    const known = feeds.find((feed) => feed.source === source);
    const failed = await effects.saveFeed({ id: known?.id ?? "", source, title: "", on: true, options: {} });
    setBusy(false);
    setProblem(failed?.message ?? "");
  };
  const keyless = kinds.find(
    (kind) =>
      kind.keyless &&
      !kind.local &&
      kind.fields.every(({ required, fallback }) => !required || fallback !== ""),
  );
  const sample = kinds.find(({ source }) => source === "sample");
  return (
    <div className="empty live-empty">
      <svg className="art" viewBox="0 0 144 84" aria-hidden="true">
        <path d="M8 74 H136" />
        <path d="M72 74 V44" />
        <circle className="p" cx="72" cy="38" r="3" />
        <path className="p" d="M60 50 a17 17 0 0 1 0 -24 M84 26 a17 17 0 0 1 0 24" />
        <path d="M49 60 a33 33 0 0 1 0 -44 M95 16 a33 33 0 0 1 0 44" />
      </svg>
      <h3>{words.empty}</h3>
      <div className="row">
        {keyless !== undefined && (
          <button
            type="button"
            className="b fill"
            disabled={busy}
            onClick={() => void listen(keyless.source)}
          >
            {words.tryKeyless(keyless.title)}
          </button>
        )}
        {sample !== undefined && (
          <button type="button" className="b line" disabled={busy} onClick={() => void listen(sample.source)}>
            {words.trySample}
          </button>
        )}
      </div>
      {sample !== undefined && <p className="q">{words.sampleHint}</p>}
      {problem !== "" && (
        <p className="live-note" role="alert">
          {problem}
        </p>
      )}
      <button
        type="button"
        className="b quiet"
        onClick={() => navigation.go({ page: "settings", section: "live" })}
      >
        {words.choose}
      </button>
    </div>
  );
}
