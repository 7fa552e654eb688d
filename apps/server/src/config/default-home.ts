import { join } from "node:path";

/**
 * Where data of this program lives by default: the XDG data folder, `~/Library/Application Support` on macOS,
 * `%LOCALAPPDATA%` on Windows. A relative XDG_DATA_HOME is ignored, as the XDG specification asks.
 */
export function defaultHome(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  userFolder: string,
): string {
  const xdg = env.XDG_DATA_HOME;
  if (xdg?.startsWith("/")) return join(xdg, "grok");
  if (platform === "darwin") return join(userFolder, "Library", "Application Support", "grok");
  if (platform === "win32") return join(env.LOCALAPPDATA ?? join(userFolder, "AppData", "Local"), "grok");
  return join(userFolder, ".local", "share", "grok");
}
