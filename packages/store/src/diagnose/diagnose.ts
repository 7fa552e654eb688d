import type { Finding } from "@grok/conversation";
import type { Database } from "../database.ts";
import { type Check, type DiagnoseOptions, turn } from "./check.ts";
import { damagedFile, unreadableEvents, unreadableNodes } from "./content-checks.ts";
import {
  endedNodesWithLiveRun,
  eventGaps,
  runningWithoutRun,
  runsWithoutEnd,
  runsWithoutNode,
} from "./run-checks.ts";
import { searchIndex } from "./search-checks.ts";
import {
  conversationsWithoutRoot,
  cycles,
  missingBodies,
  nodesWithoutConversation,
  orphans,
  secondRoots,
  visibleBelowArchived,
  wrongConversations,
  wrongRoles,
  wrongSources,
} from "./tree-checks.ts";
import { danglingLastChildren, danglingViews } from "./view-checks.ts";

/** Those of runs come first and together, because `live` is only true at the moment it is given. */
const checks: readonly Check[] = [
  runsWithoutNode,
  runsWithoutEnd,
  runningWithoutRun,
  endedNodesWithLiveRun,
  eventGaps,
  nodesWithoutConversation,
  conversationsWithoutRoot,
  secondRoots,
  orphans,
  cycles,
  wrongConversations,
  wrongRoles,
  wrongSources,
  visibleBelowArchived,
  missingBodies,
  danglingViews,
  danglingLastChildren,
  unreadableNodes,
  unreadableEvents,
  searchIndex,
  damagedFile,
];

const tables = ["conversation", "node", "node_body", "generated", "last_child", "view", "run", "run_event"];

/** More findings of one check than this are told in one. */
const findingsMax = 100;

/**
 * Every invariant of the data, one check after the other, with turns for other work between them. With `mend`, what
 * can be mended without losing anything is: nodes are never moved, changed in text or removed.
 */
export async function diagnose(database: Database, options: DiagnoseOptions) {
  const findings: Finding[] = [];
  for (const check of checks) {
    findings.push(...shortened(await check(database, options)));
    // The first checks share one moment with `live`; they are quick.
    if (check === eventGaps) await turn();
  }
  const rows = database.read(() =>
    tables
      .map((table) => database.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)!.count)
      .reduce((sum, count) => sum + count),
  );
  return { findings, checks: checks.length, rows };
}

function shortened(findings: readonly Finding[]): readonly Finding[] {
  const first = findings[0];
  if (first === undefined || findings.length <= findingsMax) return findings;
  const more: Finding = {
    code: first.code,
    message: `and ${findings.length - findingsMax} more of this kind`,
    conversationId: null,
    nodeId: null,
    mended: first.mended,
  };
  return [...findings.slice(0, findingsMax), more];
}
