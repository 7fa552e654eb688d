import type { ModelEntry } from "../state/model-entry.ts";
import { useFormats, useWords } from "../words/words.ts";

/** How far a model has come: a bar, and in words how much, how fast and how long still. */
export function DownloadLine({ model, name }: { model: ModelEntry; name: string }) {
  const words = useWords();
  const formats = useFormats();
  const { download, phase, bytes } = model;
  const total = download === null || download.bytesTotal === 0 ? bytes : download.bytesTotal;
  const done = download?.bytesDone ?? 0;
  const percent = total === 0 ? 0 : Math.min(100, Math.floor((done / total) * 100));
  const doing = phase === "downloading" ? words.models.phases[download?.phase ?? ""] : words.models.paused;
  const moving = phase === "downloading" && download !== null && doing === undefined;
  const facts = [
    words.models.progress(formats.bytes(done), formats.bytes(total)),
    ...(moving && download.bytesPerSecond > 0
      ? [words.models.rate(formats.bytes(download.bytesPerSecond))]
      : []),
    ...(moving && download.secondsLeft !== null
      ? [words.models.left(formats.remaining(download.secondsLeft))]
      : []),
    ...(doing === undefined ? [] : [doing]),
  ];
  return (
    <div className="coming">
      <p className="l">
        <b>{name}</b>
        <span className="num">{percent} %</span>
      </p>
      <div
        className="bar"
        role="progressbar"
        aria-label={words.models.fetching(model.title)}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      <p>{facts.join(words.units.comma)}</p>
    </div>
  );
}
