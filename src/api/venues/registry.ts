import type { VenueAdapter } from "./adapter.ts";
import { deriveV2Adapter } from "./derive-v2.ts";
import { gmxV2Adapter } from "./gmx-v2.ts";

/** The venues whose positions can be valued. A venue that is indexed but not listed here is reported as UNSUPPORTED. */
export const venueAdapters: ReadonlyMap<string, VenueAdapter> = new Map(
  [gmxV2Adapter, deriveV2Adapter].map((adapter) => [adapter.venue, adapter]),
);
