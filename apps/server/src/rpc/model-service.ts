import type { ServiceImpl } from "@connectrpc/connect";
import type { ModelHub } from "@grok/model-hub";
import type { ModelService } from "@grok/protocol";
import type { Downloads } from "../models/downloads.ts";
import type { FirstStartDriver } from "../models/first-start-driver.ts";
import type { ModelLibrary } from "../models/model-library.ts";
import { remoteModel } from "../models/models-message.ts";
import type { RemoteProviders } from "../models/remote-providers.ts";
import type { ModelsFile } from "../models/state-file.ts";
import { ServerError } from "../server-error.ts";

export interface ModelServiceParts {
  readonly hub: ModelHub;
  readonly library: ModelLibrary;
  readonly downloads: Downloads;
  readonly remotes: RemoteProviders;
  readonly firstStart: FirstStartDriver;
  readonly file: ModelsFile;
  /** Resolves when it is known what fits this machine. */
  readonly hardwareKnown: () => Promise<void>;
  readonly onChange: () => void;
}

/** Models on this machine, on their way, and behind addresses. What the user does here ends the first start's own doing. */
export function modelService(parts: ModelServiceParts): ServiceImpl<typeof ModelService> {
  const { hub, library, downloads, remotes, firstStart, file, onChange } = parts;
  const isPicked = (id: string) => id === file.state.firstStart.picked;

  return {
    async listModels({ all }) {
      await parts.hardwareKnown();
      return { state: library.state(all) };
    },

    async pullModel({ id, acceptLicence }) {
      if (id === "") throw new ServerError("bad-message", "The request names no model.");
      const licence = hub.catalogue().find((entry) => entry.id === id)?.licence.id;
      if (isPicked(id)) firstStart.tell({ type: "held", held: false });
      await new Promise<void>((onBegun, reject) => {
        const options =
          acceptLicence && licence !== undefined ? { acceptLicence: licence, onBegun } : { onBegun };
        downloads.start(id, options).then(() => onBegun(), reject);
      });
      return { model: library.model(id) };
    },

    async cancelPull({ id }) {
      await downloads.pause(id);
      if (isPicked(id)) firstStart.tell({ type: "held", held: true });
      else if (id === library.smallest) firstStart.tell({ type: "user-decided" });
      onChange();
      return {};
    },

    async removeModel({ id }) {
      await hub.remove(id);
      downloads.forget(id);
      onChange();
      return {};
    },

    chooseModel({ alias, id }) {
      library.choose(alias, id);
      if (alias === "grok" && id !== "") firstStart.tell({ type: "user-decided" });
      return { state: library.state(false) };
    },

    async addModelFile({ path }, { signal }) {
      const added = await hub.addFile(path, { signal });
      onChange();
      return { model: library.model(added.spec.id) };
    },

    async addProvider({ name, baseUrl, apiKey }) {
      const { record, models } = await remotes.add({ name, baseUrl, apiKey });
      return {
        provider: { name: record.name, baseUrl: record.baseUrl, hasKey: record.apiKey !== "" },
        models: models.map((description) => remoteModel(record.name, description)),
      };
    },

    async removeProvider({ name }) {
      await remotes.remove(name);
      return {};
    },
  };
}
