import { fail, ok, type Result } from "../../result.ts";
import { checkFinite, checkNonNegative } from "../../risk/checks.ts";
import type { HedgeBand } from "./band.ts";

/**
 * Units of the underlying to trade per option: 0 inside the band; outside, to the nearer edge, because every unit
 * further costs more than its risk is worth. A fixed cost (gas) makes many small trades dear: then once outside, go
 * `inward` of the way from edge to centre.
 * Source: Davis, Panas and Zariphopoulou, SIAM J. Control and Optimization 31 (1993) 470-493.
 *
 * @param hedge units held per option, the negative of the delta it offsets
 * @param inward 0 to trade to the edge (proportional cost only), up to 1 for the centre (fixed cost only)
 */
export function hedgeTrade(hedge: number, band: HedgeBand, inward = 0): Result<number> {
  const issues = [
    ...checkFinite("hedge", hedge),
    ...checkFinite("band.centre", band.centre),
    ...checkNonNegative("band.halfWidth", band.halfWidth),
    ...checkNonNegative("inward", inward),
    ...checkNonNegative("1 - inward", 1 - inward),
  ];
  if (issues.length > 0) return fail(...issues);
  const drift = hedge + band.centre;
  if (Math.abs(drift) <= band.halfWidth) return ok(0);
  return ok(Math.sign(drift) * band.halfWidth * (1 - inward) - drift);
}
