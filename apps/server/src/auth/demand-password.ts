import { isLoopback } from "../http/same-site.ts";
import { ServerError } from "../server-error.ts";

/** Throws `ServerError` "password-needed" when others could reach the server and nothing would ask who they are. */
export function demandPassword(
  config: { host: string; names: readonly string[] },
  passwordIsSet: boolean,
): void {
  if (passwordIsSet) return;
  const open = [config.host, ...config.names].find((name) => !isLoopback(name));
  if (open === undefined) return;
  throw new ServerError(
    "password-needed",
    `Others could reach this server at "${open}" and read every conversation. Set a password first: start once with ` +
      "GROK_PASSWORD=... in the environment. Its hash is kept in the home; the variable is not needed again.",
  );
}
