import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { xai } from "@grok/protocol";
import { unary } from "./xai-call.ts";

/** What may be told of the key that a call came with; of nobody's in particular where none was needed. */
export const authService: ServiceImpl<typeof xai.Auth> = {
  get_api_key_info: unary((_request, { caller: { key } }) => {
    if (key === undefined)
      return {
        name: "no key",
        acls: ["api-key:model:*", "api-key:endpoint:*"],
      };
    const created = timestampFromMs(key.createdAtMs);
    return {
      apiKeyId: key.id,
      name: key.name,
      redactedApiKey: key.redacted,
      userId: key.userId,
      teamId: key.userId,
      createTime: created,
      modifyTime: created,
      modifiedBy: key.userId,
      acls: [...key.acls],
      apiKeyBlocked: key.blocked,
    };
  }),
};
