import { useEffects } from "../effects/effects.ts";
import { useWorkspace } from "../state/store.ts";
import { useFormats, useWords } from "../words/words.ts";
import { trendLine } from "./trend-line.ts";
import "./trend-list.css";

/** What is said more than usual, in pen while it lasts; each word looks for its posts. */
export function TrendList() {
  const { live: words } = useWords();
  const formats = useFormats();
  const { live: effects } = useEffects();
  const trends = useWorkspace(({ live }) => live.trends);
  const windowMs = useWorkspace(({ live }) => live.windowMs);
  const query = useWorkspace(({ live }) => live.query);
  return (
    <>
      <div className="sec">
        <h3>
          {words.trends}
          <select
            aria-label={words.window}
            value={String(windowMs)}
            onChange={(event) => effects.chooseWindow(Number(event.target.value))}
          >
            {Object.entries(words.windows).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </h3>
        <span>{words.against}</span>
      </div>
      {trends !== null && trends.length === 0 && <p className="live-note">{words.noTrends}</p>}
      <ul aria-label={words.trends} className="trends">
        {(trends ?? []).map((trend) => {
          const { path, endY } = trendLine(trend.series);
          const factor = formats.rate(trend.factor);
          return (
            <li key={trend.term}>
              <button
                type="button"
                className={trend.lasts ? "trend up" : "trend"}
                title={trend.example}
                aria-label={words.trend(trend.term, factor, formats.number(trend.authors))}
                onClick={() => effects.ask({ ...query, text: trend.query })}
              >
                <b dir="auto">{trend.term}</b>
                <svg viewBox="0 0 80 22" aria-hidden="true">
                  <path d={path} />
                  <circle cx="80" cy={endY} r="2.25" />
                </svg>
                <span className="d">×{factor}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
