import type { PersonaMode } from "@grok/conversation";
import type { SmallTalk } from "./small-talk-kind.ts";

/** Ready answers, several of each, to be chosen from by chance. `{model}` is the title of the model inside. */
export type Wit = Record<SmallTalk, Record<PersonaMode, readonly [string, ...string[]]>>;
