import { ConversationError, type Finding } from "@grok/conversation";
import type { Database } from "../database.ts";
import type { Check, DiagnoseOptions } from "./check.ts";
import { brokenReferences, damagedFile, unreadableEvents, unreadableNodes } from "./content-checks.ts";
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
  danglingSources,
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

const runChecks: readonly Check[] = [
  runsWithoutNode,
  runsWithoutEnd,
  runningWithoutRun,
  endedNodesWithLiveRun,
  eventGaps,
];

const otherChecks: readonly Check[] = [
  damagedFile,
  brokenReferences,
  nodesWithoutConversation,
  conversationsWithoutRoot,
  secondRoots,
  orphans,
  cycles,
  wrongConversations,
  wrongRoles,
  wrongSources,
  danglingSources,
  visibleBelowArchived,
  missingBodies,
  danglingViews,
  danglingLastChildren,
  unreadableNodes,
  unreadableEvents,
  searchIndex,
];

/** More findings of one check than this are told in one. */
const findingsMax = 100;

export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly checks: number;
  readonly rows: number;
}

/** What is wrong with runs. Quick, and to be done where `live` was just made: it is true for a moment only. */
export function diagnoseRuns(database: Database, options: DiagnoseOptions): Promise<Diagnosis> {
  return diagnose(database, options, runChecks, ["run", "run_event"]);
}

/** What is wrong with everything else: reads every row, so it takes a second for every 100,000 messages. */
export function diagnoseRest(database: Database, options: DiagnoseOptions): Promise<Diagnosis> {
  return diagnose(database, options, otherChecks, [
    "conversation",
    "node",
    "node_body",
    "generated",
    "last_child",
    "view",
  ]);
}

/** With `mend`, mends what can be without losing anything: nodes are never moved, removed or changed in text. */
async function diagnose(
  database: Database,
  options: DiagnoseOptions,
  checks: readonly Check[],
  tables: readonly string[],
): Promise<Diagnosis> {
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...shortened(await unbroken(check)(database, options)));
  const rows = tables.reduce((sum, table) => sum + countRows(database, table), 0);
  return { findings, checks: checks.length, rows };
}

/** 0 where the table cannot be read. */
function countRows(database: Database, table: string): number {
  try {
    return database.read(
      () => database.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)!.count,
    );
  } catch (error) {
    if (isBroken(error)) return 0;
    throw error;
  }
}

function isBroken(error: unknown): error is ConversationError {
  return error instanceof ConversationError && error.code === "storage-broken";
}

/** A page that cannot be read fails one check; the others still tell what they can. */
function unbroken(check: Check): Check {
  return async (database, options) => {
    try {
      return await check(database, options);
    } catch (error) {
      if (!isBroken(error)) throw error;
      const { message } = error;
      return [{ code: "damaged-file", message, conversationId: null, nodeId: null, mended: false }];
    }
  };
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
