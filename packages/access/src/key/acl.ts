// What a key reaches, in xAI's words: "api-key:model:grok-mini", "api-key:endpoint:chat", "*" for all of a kind.
import { AccessError } from "../access-error.ts";

export type AclKind = "model" | "endpoint";

export const allAcls: readonly string[] = ["api-key:model:*", "api-key:endpoint:*"];

const aclsMax = 100;
const form = /^api-key:(model|endpoint):(\*|[\w./:@+-]{1,200})$/;

/** Without doubles. Throws `AccessError` "bad-input" for what is no such right, and for more than 100. */
export function checkAcls(acls: readonly string[]): readonly string[] {
  if (acls.length > aclsMax)
    throw new AccessError("bad-input", `A key can have ${aclsMax} rights, not ${acls.length}.`);
  const wrong = acls.find((acl) => !form.test(acl));
  if (wrong !== undefined)
    throw new AccessError(
      "bad-input",
      `"${wrong.slice(0, 100)}" is no right of a key. Rights are written "api-key:model:NAME" and "api-key:endpoint:NAME", with * for all.`,
    );
  return [...new Set(acls)];
}

/** Whether `acls` reach the model or endpoint `name`. */
export function reaches(acls: readonly string[], kind: AclKind, name: string): boolean {
  return acls.includes(`api-key:${kind}:*`) || acls.includes(`api-key:${kind}:${name}`);
}
