import { createInterface } from "node:readline/promises";
import { CliError } from "../../cli-error.ts";
import type { Connection } from "../../connection.ts";
import { plain, quiet, table } from "../../terminal.ts";
import { findKey } from "./find-key.ts";
import { keyRow, keyRows } from "./key-text.ts";
import { allowanceInWords } from "./limits-text.ts";
import { readAcls, readExpiry, readLimits, type WishOptions } from "./wishes.ts";

/** `grok keys list`: keys, whose they are, and what is left of their tightest budget. */
export async function listKeys(
  { keys }: Connection,
  options: { readonly json: boolean; readonly all: boolean },
): Promise<void> {
  const { keys: listed, keyless } = await keys.listKeys({ revoked: options.all });
  if (options.json) return printJson(listed);
  if (listed.length === 0) {
    console.log("There are no keys.");
    const meanwhile = keyless ? "Programs on this machine may use the API without one. " : "";
    console.error(quiet(`${meanwhile}grok keys create NAME makes one.`));
    return;
  }
  const rows = listed.map((key) => keyRow(key, Date.now()));
  console.log(plain(table([["NAME", "KEY", "USER", "PLAN", "STATE", "LAST USED", "LEFT", "ID"], ...rows])));
}

/** `grok keys create`: the key itself goes to standard output alone, and is never told again. */
export async function createKey(
  { keys }: Connection,
  name: string,
  options: WishOptions & { readonly user: string; readonly json: boolean },
): Promise<void> {
  const limits = readLimits(options, undefined);
  const all = ["api-key:model:*", "api-key:endpoint:*"];
  const { key, secret } = await keys.createKey({
    name,
    userId: options.user,
    plan: options.plan ?? "",
    expiresAtMs: readExpiry(options.expires, Date.now()) ?? 0n,
    acls: readAcls(options, all),
    ...(limits && { limits }),
  });
  if (options.json) return printJson({ ...key, secret });
  console.error(quiet("This is the only time that the key is shown. Keep it where secrets are kept."));
  console.log(secret);
}

/** `grok keys show`: everything about a key, and what it used in the last 30 days. */
export async function showKey(
  connection: Connection,
  what: string,
  options: { json: boolean },
): Promise<void> {
  const key = await findKey(connection, what);
  const { days } = await connection.keys.getUsage({ days: 30 });
  const used = days.filter(({ keyId }) => keyId === key.id);
  if (options.json) return printJson({ ...key, usage: used });
  console.log(plain(table(keyRows(key, Date.now()))));
  if (used.length === 0) return;
  console.log(
    `\n${table([
      ["DAY (UTC)", "REQUESTS", "PROMPT TOKENS", "WRITTEN TOKENS", "TURNED AWAY"],
      ...used.map(({ day, requests, promptTokens, outputTokens, refused }) =>
        [day, requests, promptTokens, outputTokens, refused].map(String),
      ),
    ])}`,
  );
}

/** `grok keys limit`: changes what is said, and leaves the rest. */
export async function limitKey(
  connection: Connection,
  what: string,
  options: WishOptions & { readonly name?: string; readonly block?: boolean; readonly unblock?: boolean },
): Promise<void> {
  if (Object.keys(options).length === 0)
    throw new CliError("Nothing to change was named. grok keys limit --help shows what can be.", 2);
  if (options.block && options.unblock) throw new CliError("--block and --unblock exclude each other.", 2);
  const key = await findKey(connection, what);
  const limits = readLimits(options, key.limits);
  const expiresAtMs = readExpiry(options.expires, Date.now());
  const blocked = options.block === true ? true : options.unblock === true ? false : undefined;
  const { key: changed } = await connection.keys.updateKey({
    id: key.id,
    acls: readAcls(options, key.acls),
    ...(options.name !== undefined && { name: options.name }),
    ...(options.plan !== undefined && { plan: options.plan }),
    ...(expiresAtMs !== undefined && { expiresAtMs }),
    ...(blocked !== undefined && { blocked }),
    ...(limits && { limits }),
  });
  console.log(plain(table(keyRows(changed!, Date.now()))));
}

/** `grok keys revoke`: for good, so it asks first, or wants `--yes` where nobody can be asked. */
export async function revokeKey(
  connection: Connection,
  what: string,
  options: { yes: boolean },
): Promise<void> {
  const key = await findKey(connection, what);
  if (!options.yes) {
    if (!process.stdin.isTTY) throw new CliError("Revoking is for good. Add --yes to do it.", 2);
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await lines.question(
      plain(`Revoke "${key.name}" (${key.redacted})? What uses it stops working, for good. [y/N] `),
    );
    lines.close();
    if (!/^y(es)?$/i.test(answer.trim())) throw new CliError("Nothing was changed.");
  }
  await connection.keys.revokeKey({ id: key.id });
  console.log(plain(`"${key.name}" (${key.redacted}) is revoked.`));
}

/** `grok keys plans`: what users may use in all. */
export async function listPlans({ keys }: Connection, options: { json: boolean }): Promise<void> {
  const { plans } = await keys.listPlans({});
  if (options.json) return printJson(plans);
  const rows = plans.map(({ id, title, limits }) => [
    id,
    title,
    allowanceInWords(limits?.requests),
    allowanceInWords(limits?.tokens),
  ]);
  console.log(plain(table([["PLAN", "TITLE", "REQUESTS", "TOKENS"], ...rows])));
}

/** Counts of the wire are bigints, and messages carry the name of their type. */
function printJson(value: unknown): void {
  const replace = (name: string, each: unknown) =>
    name === "$typeName" ? undefined : typeof each === "bigint" ? Number(each) : each;
  console.log(JSON.stringify(value, replace, 2));
}
