import type { FlatLeg } from "./flatBook.ts";
import type { ConstraintKind } from "./proposal.ts";

/** How far a leg may be traded, and which limit says so. `lower` may exceed 0 when a limit forces a purchase. */
export interface TradeBounds {
  readonly lower: number;
  readonly upper: number;
  readonly lowerKind: ConstraintKind;
  readonly upperKind: ConstraintKind;
}

/** Which limits apply: all, all but the oracle's, or only those that cannot be negotiated (depth and the oracle). */
export type LimitScope = "all" | "withoutOracle" | "hard";

/**
 * Bounds of the signed trade of one leg. Where several limits meet, the tightest names the bound; the oracle's policy
 * comes first among equals, since it is the one that passes.
 */
export function tradeBounds(leg: FlatLeg, scope: LimitScope): TradeBounds {
  const uppers: [number, ConstraintKind][] = [];
  const lowers: [number, ConstraintKind][] = [];
  const limit = (lower: number, upper: number, kind: ConstraintKind) => {
    lowers.push([lower, kind]);
    uppers.push([upper, kind]);
  };
  const { policy } = leg.oracle;
  const isHeld = policy === "freeze" || policy === "exclude";
  if (scope !== "withoutOracle" && isHeld) limit(0, 0, "oracle");
  if (scope !== "withoutOracle" && policy === "reduceOnly") {
    limit(Math.min(0, -leg.quantity), Math.max(0, -leg.quantity), "oracle");
  }
  if (scope !== "hard") {
    const low = leg.minPosition ?? -Infinity;
    const high = leg.maxPosition ?? Infinity;
    limit(low - leg.quantity, high - leg.quantity, "position");
  }
  const most = leg.maxTrade ?? Infinity;
  limit(-most, most, "tradeSize");
  const [lower, lowerKind] = lowers.reduce((best, next) => (next[0] > best[0] ? next : best));
  const [upper, upperKind] = uppers.reduce((best, next) => (next[0] < best[0] ? next : best));
  return { lower, upper, lowerKind, upperKind };
}

/** Whether a trade keeps its bounds, up to rounding. */
export function within(bound: TradeBounds, trade: number): boolean {
  const slack = 1e-12 * (1 + Math.abs(trade));
  return trade >= bound.lower - slack && trade <= bound.upper + slack;
}
