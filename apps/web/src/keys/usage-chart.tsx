import type { UsageEntry } from "../state/keys.ts";
import { useFormats, useWords } from "../words/words.ts";
import { tokensByDay } from "./last-days.ts";

const days = 30;
const barWidth = 4;
const gap = 2;
const height = 28;

/** A bar a day. Days are told in words, too. */
export function UsageChart({ usage }: { usage: readonly UsageEntry[] }) {
  const { keys: words } = useWords();
  const formats = useFormats();
  const tokens = tokensByDay(usage, Date.now(), days);
  const most = Math.max(...tokens, 1);
  const requests = usage.reduce((sum, each) => sum + each.requests, 0);
  const sum = tokens.reduce((a, b) => a + b, 0);
  const top = usage.reduce((a, b) => (b.tokens > (a?.tokens ?? 0) ? b : a), usage[0]);
  const said =
    usage.length === 0 ? words.unused : words.usage(formats.number(sum), requests, formats.number(requests));
  const label = [
    `${words.usageTitle}: ${said}`,
    ...(top === undefined ? [] : [words.most(formats.number(top.tokens), formats.day(Date.parse(top.day)))]),
  ].join(", ");
  return (
    <figure className="usage">
      {usage.length > 0 && (
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${days * (barWidth + gap) - gap} ${height}`}
          preserveAspectRatio="none"
        >
          {tokens.map((count, day) => {
            const tall = count === 0 ? 1 : Math.max(2, (count / most) * height);
            return (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place
                key={day}
                className={count === 0 ? "none" : undefined}
                x={day * (barWidth + gap)}
                y={height - tall}
                width={barWidth}
                height={tall}
              />
            );
          })}
        </svg>
      )}
      <figcaption aria-hidden={usage.length > 0}>
        <span>{words.usageTitle}</span>
        <span className="q">{said}</span>
      </figcaption>
    </figure>
  );
}
