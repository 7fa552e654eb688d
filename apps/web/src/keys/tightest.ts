import type { BudgetEntry, BudgetKind } from "../state/keys.ts";

/** Of each kind the budget of which the smallest share is left; of equals the smaller one, and a minute's last. */
export function tightestBudgets(budgets: readonly BudgetEntry[]): readonly BudgetEntry[] {
  const share = ({ remaining, limit }: BudgetEntry) => remaining / limit;
  const of = (kind: BudgetKind) =>
    budgets
      .filter((budget) => budget.kind === kind)
      .toSorted((a, b) => share(a) - share(b) || size(a) - size(b))
      .slice(0, 1);
  return [...of("requests"), ...of("tokens")];
}

const size = ({ window, limit }: BudgetEntry) => (window === "minute" ? Number.POSITIVE_INFINITY : limit);
