import type { GridDefinition } from "../../../../engine/margin/openGrid/definition.ts";
import { DERIVE_SHAPED_GRID } from "../../../../engine/margin/openGrid/presets.ts";
import type { GridLeg } from "../../../../engine/margin/openGrid/scan.ts";

/** No contingency. */
export const NO_CHARGE = { rate: 0, ratePerYear: 0, maintenanceShare: 0 };

/** A grid of bare moves, without charges, for tests of the aggregation alone. */
export function bare(columns: number): GridDefinition {
  return {
    ...DERIVE_SHAPED_GRID,
    moves: Array.from({ length: columns }, (_, i) => ({ move: i / 100, vols: ["same"] as const })),
    tails: [],
    scale: { byUnderlying: {}, other: 1 },
    contingencies: { linear: NO_CHARGE, shortConvex: NO_CHARGE, coin: NO_CHARGE },
    maintenanceFactor: 1,
  };
}

/** One linear ETH leg without notional. */
export function leg(id: string, pnlUsd: readonly number[], more: Partial<GridLeg> = {}): GridLeg {
  return { id, underlying: "ETH", kind: "linear", notionalUsd: 0, yearsToExpiry: 0, pnlUsd, ...more };
}
