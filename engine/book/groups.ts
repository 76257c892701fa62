import type { Leg } from "./legs.ts";
import { tenorOf } from "./row.ts";

/** What the positions of a book can be grouped by. */
export const GROUPINGS = [
  "TOTAL",
  "UNDERLYING",
  "VENUE",
  "CHAIN",
  "TENOR",
  "INSTRUMENT",
  "NETTING_SET",
] as const;
export type Grouping = (typeof GROUPINGS)[number];

/**
 * The group of a position. Venue and chain are those of its netting set: where the position is margined. The key of
 * TOTAL is `total`, that of a chain its decimal id.
 */
export function groupKey(by: Grouping, leg: Leg, timestamp: number): string {
  switch (by) {
    case "TOTAL":
      return "total";
    case "UNDERLYING":
      return leg.instrument.underlying;
    case "VENUE":
      return leg.set.venue;
    case "CHAIN":
      return String(leg.set.chainId);
    case "TENOR":
      return tenorOf(leg.instrument.kind === "option" ? leg.instrument.expiry : null, timestamp);
    case "INSTRUMENT":
      return leg.instrument.id;
    case "NETTING_SET":
      return leg.set.id;
  }
}
