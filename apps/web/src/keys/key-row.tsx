import { useState } from "react";
import { useEffects } from "../effects/effects.ts";
import { Icon } from "../icons/icon.tsx";
import { useMenu } from "../menu/menu-host.tsx";
import type { KeyEntry, UsageEntry } from "../state/keys.ts";
import { useFormats, useWords } from "../words/words.ts";
import { BudgetBars } from "./budget-bars.tsx";
import { UsageChart } from "./usage-chart.tsx";

interface KeyRowProps {
  readonly entry: KeyEntry;
  /** Its title. */
  readonly plan: string;
  readonly usage: readonly UsageEntry[];
  readonly onChange: () => void;
}

/** One key: what it is, how much of it is left, what it used; the rest is in its menu. */
export function KeyRow({ entry, plan, usage, onChange }: KeyRowProps) {
  const { keys: words } = useWords();
  const formats = useFormats();
  const { keys: effects } = useEffects();
  const openMenu = useMenu();
  const [sure, setSure] = useState(false);
  const { name, redacted, userId, state, lastUsedAtMs, expiresAtMs, acls } = entry;
  const models = acls.filter((acl) => acl.startsWith("api-key:model:")).map((acl) => acl.slice(14));
  const facts = [
    `${plan}, ${words.of(userId)}`,
    lastUsedAtMs === null ? words.neverUsed : words.lastUsed(formats.when(lastUsedAtMs)),
    ...(expiresAtMs === null ? [] : [words.expires(formats.day(expiresAtMs))]),
    ...(models.includes("*") ? [] : [words.onlyModels(models.join(", "))]),
  ];
  const blocked = state === "blocked";
  return (
    <div className="key">
      <div className="key-head">
        <div>
          <b dir="auto">{name}</b>
          <span className="num">{redacted}</span>
          {blocked && (
            <span className="vd part">
              <Icon name="pause" small />
              {words.blocked}
            </span>
          )}
          {state === "expired" && (
            <span className="vd no">
              <Icon name="warning" small />
              {words.expired}
            </span>
          )}
        </div>
        <button
          type="button"
          className="b icon"
          aria-label={words.menuOf(name)}
          aria-haspopup="menu"
          onClick={(event) =>
            openMenu({
              anchor: event.currentTarget,
              label: words.menuOf(name),
              items: [
                { key: "change", label: words.change, icon: "edit", onSelect: onChange },
                {
                  key: "block",
                  label: blocked ? words.unblock : words.block,
                  icon: blocked ? "resume" : "pause",
                  onSelect: () => void effects.block(entry, !blocked),
                },
                {
                  key: "revoke",
                  label: words.revoke,
                  icon: "remove",
                  apart: true,
                  onSelect: () => setSure(true),
                },
              ],
            })
          }
        >
          <Icon name="more" />
        </button>
      </div>
      <small dir="auto">{facts.join(" · ")}</small>
      {sure && (
        <div className="key-sure">
          <span>{words.revokeSure}</span>
          <div>
            <button
              type="button"
              className="b line danger"
              // biome-ignore lint/a11y/noAutofocus: what was asked for is here to be answered
              autoFocus
              onClick={() => void effects.revoke(entry)}
            >
              {words.revokeYes}
            </button>
            <button type="button" className="b quiet" onClick={() => setSure(false)}>
              {words.cancel}
            </button>
          </div>
        </div>
      )}
      <div className="key-numbers">
        <BudgetBars budgets={entry.budgets} plan={plan} />
        <UsageChart usage={usage} />
      </div>
    </div>
  );
}
