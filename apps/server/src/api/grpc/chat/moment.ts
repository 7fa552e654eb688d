import { type Timestamp, timestampMs } from "@bufbuild/protobuf/wkt";

/** ISO 8601. */
export function momentOf(timestamp: Timestamp | undefined): string | undefined {
  return timestamp === undefined ? undefined : new Date(timestampMs(timestamp)).toISOString();
}
