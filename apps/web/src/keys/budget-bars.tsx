import type { BudgetEntry } from "../state/keys.ts";
import { useFormats, useWords } from "../words/words.ts";
import { tightestBudgets } from "./tightest.ts";

/** Less than this share left is told in colour, too. */
const scarce = 0.1;

/** What is left of the tightest budgets, thin bars under words. `plan`: its title. */
export function BudgetBars({ budgets, plan }: { budgets: readonly BudgetEntry[]; plan: string }) {
  const { keys: words } = useWords();
  const formats = useFormats();
  const shown = tightestBudgets(budgets);
  if (shown.length === 0) return <p className="q">{words.noLimit}</p>;
  return (
    <div className="budgets">
      {shown.map(({ own, kind, window, limit, remaining, resetMs }) => {
        const share = remaining / limit;
        const text = words.left(formats.number(remaining), formats.number(limit), kind, window);
        const back =
          remaining < limit && window !== "minute" ? words.back(formats.when(Date.now() + resetMs)) : null;
        return (
          <div key={kind} className={share < scarce ? "budget scarce" : "budget"}>
            <p>
              <span>{text}</span>
              <span className="q">{back ?? (own ? words.ofKey : words.ofPlan(plan))}</span>
            </p>
            <div className="bar" aria-hidden="true">
              <i style={{ width: `${share * 100}%` }} />
            </div>
          </div>
        );
      })}
    </div>
  );
}
