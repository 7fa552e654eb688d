import type { Connection } from "../../connection.ts";
import { bytesInWords, secondsInWords } from "../../terminal.ts";
import { durationMs, sizeBytes } from "./moments.ts";

/** `grok live keep`: how long posts stay, and how much room they may take; "always" takes a limit away. */
export async function keepPosts({ live }: Connection, options: { age: string; size: string }): Promise<void> {
  const { retention } = await live.getIndex({});
  const limit = (typed: string, before: bigint, read: (text: string) => number) =>
    typed === "" ? before : typed === "always" ? 0n : BigInt(read(typed));
  const ageMs = limit(options.age, retention?.ageMs ?? 0n, durationMs);
  const bytes = limit(options.size, retention?.bytes ?? 0n, sizeBytes);
  await live.setRetention({ retention: { ageMs, bytes } });
  const age = ageMs === 0n ? "without end" : secondsInWords(Number(ageMs) / 1000);
  console.log(
    `Posts are kept ${ageMs === 0n ? age : `for ${age}`}, ${bytes === 0n ? "as many as come" : `up to ${bytesInWords(Number(bytes))}`}.`,
  );
}

/** `grok live forget`: every post goes, feeds stay as they are. */
export async function forgetPosts({ live }: Connection): Promise<void> {
  await live.clearPosts({});
  console.log("Every post is forgotten. Feeds stay as they are.");
}
