import type { Request, Response } from "./handler.ts";
import { pathOf, send } from "./send.ts";
import { type WebFile, webFiles } from "./web-file.ts";

/** Names with a hash in them (Vite's `assets/`) never change their content. */
const immutable = /^\/assets\//;

export interface WebApp {
  serve(request: Request, response: Response): Promise<void>;
  /** Whether there is a built web app. */
  built(): Promise<boolean>;
}

/** The built web app in `folder`. Paths that are no file and look like pages get `index.html`, whose router knows them. */
export function createWebApp(folder: string): WebApp {
  const read = webFiles(folder);
  return {
    built: async () => (await read("/index.html", "")) !== null,
    async serve(request, response) {
      if (request.method !== "GET" && request.method !== "HEAD")
        return send(request, response, 405, "text/plain", "Only GET and HEAD are known here.\n", {
          allow: "GET, HEAD",
        });
      const path = pathOf(request);
      const accept = String(request.headers["accept-encoding"] ?? "");
      const file =
        (await read(path === "/" ? "/index.html" : path, accept)) ?? (await fallback(path, accept));
      if (file !== null) return sendFile(request, response, path, file);
      if (isPage(path))
        return send(request, response, 503, "text/html; charset=utf-8", notBuilt, {
          "cache-control": "no-store",
        });
      send(request, response, 404, "text/plain; charset=utf-8", "There is nothing here.\n");
    },
  };

  function fallback(path: string, accept: string): Promise<WebFile | null> {
    return isPage(path) ? read("/index.html", accept) : Promise.resolve(null);
  }
}

function isPage(path: string): boolean {
  return !path.slice(path.lastIndexOf("/")).includes(".") && !immutable.test(path);
}

function sendFile(request: Request, response: Response, path: string, file: WebFile): void {
  const headers = {
    etag: file.etag,
    vary: "accept-encoding",
    "cache-control": immutable.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
    ...(file.encoding === null ? {} : { "content-encoding": file.encoding }),
  };
  if (request.headers["if-none-match"] === file.etag) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  send(request, response, 200, file.contentType, file.body, headers);
}

const notBuilt = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Grok</title>
<style>body{font:1.125rem/1.55 Georgia,serif;max-width:34rem;margin:20vh auto;padding:0 1rem;color:#182030;background:#f8f5ee}
@media(prefers-color-scheme:dark){body{color:#ebe6da;background:#131924}}</style>
<h1>The server is up; its pages are not.</h1>
<p>The web app has not been built yet. In the folder of this program run <code>npm start</code>, which builds it and starts the server.
Conversations and the interfaces for programs work meanwhile.</p>
</html>
`;
