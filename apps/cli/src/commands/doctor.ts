import { CliError } from "../cli-error.ts";
import type { Connection } from "../connection.ts";
import { plain, table } from "../terminal.ts";

/**
 * `grok doctor`: checks every invariant of the data and says whether a model can answer. Exit code 1 where something
 * is wrong that was not mended.
 */
export async function doctor(connection: Connection, options: { mend: boolean }): Promise<void> {
  const status = await connection.system.getStatus({});
  console.log(status.ready ? "A model can answer." : plain(status.missing));
  for (const { modelId, bytes, bytesMax, snapshots, hits, misses } of status.branchCaches) {
    const megabytes = (count: bigint) => `${Math.ceil(Number(count) / 1e6)} MB`;
    const went = `${hits} of ${hits + misses} prompts went on from what was known`;
    console.log(
      plain(
        `${modelId} keeps ${megabytes(bytes)} of ${megabytes(bytesMax)} for branches (${snapshots} saved): ${went}.`,
      ),
    );
  }
  const result = await connection.system.diagnose({ mend: options.mend });
  console.log(`${result.checks} invariants checked over ${result.rows} rows.`);
  if (result.findings.length === 0) {
    console.log("Everything is in order.");
    return;
  }
  console.log(
    plain(
      table(
        result.findings.map((finding) => [
          finding.mended ? "mended" : "wrong",
          finding.code,
          finding.message,
        ]),
      ),
    ),
  );
  const left = result.findings.filter((finding) => !finding.mended).length;
  if (left > 0) {
    throw new CliError(
      options.mend
        ? `${left} could not be mended safely. grok export saves what can be read.`
        : `${left} found. grok doctor --mend mends what is safe.`,
    );
  }
}
