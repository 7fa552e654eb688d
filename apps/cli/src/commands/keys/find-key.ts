import type { Key } from "@grok/protocol";
import { CliError } from "../../cli-error.ts";
import type { Connection } from "../../connection.ts";

/**
 * The key that `what` means: an id or the beginning of one, a name, or the last characters that the list shows. Throws
 * `CliError` where none or several are meant.
 */
export async function findKey({ keys }: Pick<Connection, "keys">, what: string): Promise<Key> {
  const { keys: all } = await keys.listKeys({});
  const ending = what.replace(/^xai-…/, "");
  const exact = all.filter(({ id, name }) => id === what || name === what);
  const meant =
    exact.length > 0
      ? exact
      : all.filter(
          ({ id, redacted }) => id.startsWith(what) || (ending.length >= 4 && redacted.endsWith(ending)),
        );
  const [key, another] = meant;
  if (key === undefined) throw new CliError(`There is no key "${what}". grok keys list names them.`, 2);
  if (another !== undefined)
    throw new CliError(
      `"${what}" may be ${meant.map(({ id }) => id).join(" or ")}. Use one of these ids.`,
      2,
    );
  return key;
}
