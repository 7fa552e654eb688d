import { Busboy } from "@fastify/busboy";
import { type FileAbout, fileBytesMax, type SavedFile } from "@grok/api-store";
import { readFileExpiry } from "@grok/dialects";
import type { Request } from "../../http/handler.ts";
import { ApiError } from "../api-error.ts";
import { HttpFault } from "./http-fault.ts";

const purposes = ["assistants", "batch", "fine-tune", "vision", "user_data", "evals"];
const silenceMaxMs = 30_000;

type Save = (bytes: AsyncIterable<Uint8Array>, about: Promise<FileAbout>) => Promise<SavedFile>;

/**
 * Reads a form with one file, whose bytes go to `save` as they come; the other fields may stand before or after it.
 * Rejects with `ApiError`, with what `save` rejects with, and with the signal's reason.
 */
export async function readUpload(request: Request, signal: AbortSignal, save: Save): Promise<SavedFile> {
  const type = request.headers["content-type"] ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type)) {
    request.resume();
    throw new HttpFault(415, `The body is "${type.slice(0, 80)}"; send the file as multipart/form-data.`);
  }
  const form = openForm(type);
  const fields = new Map<string, string>();
  const about = Promise.withResolvers<FileAbout>();
  about.promise.catch(() => {});
  const done = Promise.withResolvers<SavedFile>();
  done.promise.catch(() => {});
  let saving: Promise<SavedFile> | undefined;
  let name = "";

  form.on("field", (field, value) => fields.set(field, value));
  form.on("file", (_field, bytes, fileName) => {
    name = fileName || "file";
    saving = save(bytes, about.promise);
    // Its reason is what the client is told, and the rest of the body is of no use.
    saving.catch((error) => {
      bytes.resume();
      done.reject(error);
    });
  });
  form.on("finish", () => {
    if (saving === undefined)
      return done.reject(new ApiError("unprocessable", 'The form has no field "file".', { param: "file" }));
    try {
      about.resolve(aboutOf(name, fields));
    } catch (error) {
      about.reject(error);
    }
    done.resolve(saving);
  });
  form.on("error", (error) => done.reject(badForm(error)));

  const watch = watchSilence(request, () =>
    done.reject(new HttpFault(408, `Nothing of the body came for ${silenceMaxMs / 1000} seconds.`)),
  );
  const gone = () => done.reject(signal.reason);
  signal.addEventListener("abort", gone, { once: true });
  request.on("error", gone).pipe(form);
  try {
    return await done.promise;
  } catch (error) {
    about.reject(error);
    throw error;
  } finally {
    watch();
    signal.removeEventListener("abort", gone);
    request.unpipe(form);
    request.resume();
    form.destroy();
  }
}

function openForm(type: string) {
  try {
    return new Busboy({
      headers: { "content-type": type },
      limits: { files: 1, fields: 20, fieldSize: 65_536, fileSize: fileBytesMax + 1, headerPairs: 50 },
    });
  } catch (error) {
    throw badForm(error);
  }
}

function badForm(error: unknown): ApiError {
  const why = error instanceof Error ? error.message.slice(0, 200) : "";
  return new ApiError("bad-request", `The form cannot be read: ${why}.`, { cause: error });
}

function aboutOf(name: string, fields: ReadonlyMap<string, string>): FileAbout {
  const purpose = fields.get("purpose") ?? "user_data";
  if (!purposes.includes(purpose))
    throw new ApiError("bad-request", `The purpose is one of ${purposes.join(", ")}.`, { param: "purpose" });
  const seconds = fields.get("expires_after[seconds]");
  const anchor = fields.get("expires_after[anchor]") ?? "created_at";
  const whole = fields.get("expires_after");
  const ttl =
    seconds !== undefined
      ? readFileExpiry({ anchor, seconds: Number(seconds) })
      : whole !== undefined
        ? readFileExpiry(jsonOrNumber(whole))
        : undefined;
  return { name: name.slice(0, 255), purpose, ttlMs: ttl === undefined ? null : ttl * 1000 };
}

/** xAI's form has the seconds alone, or the object as JSON. */
function jsonOrNumber(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "number" ? { anchor: "created_at", seconds: value } : value;
  } catch {
    return text;
  }
}

/** Calls `tooSlow` when nothing comes for a while; what it returns ends the watch. */
function watchSilence(request: Request, tooSlow: () => void): () => void {
  let timer = setTimeout(tooSlow, silenceMaxMs);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(tooSlow, silenceMaxMs);
  };
  request.on("data", heard);
  return () => {
    clearTimeout(timer);
    request.off("data", heard);
  };
}
