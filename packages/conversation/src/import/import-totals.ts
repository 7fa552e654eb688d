import type { ImportReport } from "./import-report.ts";

const problemsMax = 100;

/** Reports of several files, or of several pieces of one, added up. */
export interface ImportTotals extends Omit<ImportReport, "format"> {
  /** Formats that were met, in order. */
  readonly formats: readonly string[];
  /** Files in ZIPs that hold no conversations. */
  readonly skippedFiles: number;
}

export const noImport: ImportTotals = {
  formats: [],
  conversations: 0,
  nodes: 0,
  known: 0,
  leftOut: 0,
  unreadable: 0,
  problems: [],
  latestId: null,
  skippedFiles: 0,
};

/** One report as it comes from a server: an empty format or id is none. */
type Reported = Pick<
  ImportReport,
  "conversations" | "nodes" | "known" | "leftOut" | "unreadable" | "problems"
> & { readonly format: string; readonly latestId: string };

/** `totals` with a server's report. `name`: goes before its problems, where there are several files. */
export function withReport(totals: ImportTotals, report: Reported, name = ""): ImportTotals {
  const { formats, latestId } = totals;
  const known = report.format === "" || formats.includes(report.format);
  return {
    formats: known ? formats : [...formats, report.format],
    conversations: totals.conversations + report.conversations,
    nodes: totals.nodes + report.nodes,
    known: totals.known + report.known,
    leftOut: totals.leftOut + report.leftOut,
    unreadable: totals.unreadable + report.unreadable,
    problems: bounded([
      ...totals.problems,
      ...report.problems.map((line) => (name === "" ? line : `${name}: ${line}`)),
    ]),
    // Ids begin with a time, so the greatest is of the conversation begun last.
    latestId: report.latestId > (latestId ?? "") ? report.latestId : latestId,
    skippedFiles: totals.skippedFiles,
  };
}

/** `totals` with something that could not even be sent. */
export function withProblem(totals: ImportTotals, problem: string): ImportTotals {
  return { ...totals, unreadable: totals.unreadable + 1, problems: bounded([...totals.problems, problem]) };
}

/** The first hundred lines; the last of them tells how many more there are, and is counted on. */
function bounded(lines: readonly string[]): readonly string[] {
  if (lines.length <= problemsMax) return lines;
  const rest = lines.slice(problemsMax - 1);
  const more = rest.reduce((sum, line) => sum + Number(/^and (\d+) more$/.exec(line)?.[1] ?? 1), 0);
  return [...lines.slice(0, problemsMax - 1), `and ${more} more`];
}
