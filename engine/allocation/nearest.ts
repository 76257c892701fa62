import { ok, type Result } from "../result.ts";
import { type Region, within } from "./constraints.ts";
import { solveOverRegion } from "./quadratic.ts";
import type { Choice } from "./request.ts";

/** A target weight below this share of the largest counts as this share: it may grow only when nothing else can. */
const LEAST_SHARE = 1e-6;

/**
 * The portfolio of the region nearest to a rule's own weights, by `sum((w - t)^2 / (2 t))`. Where only caps bind this
 * is water filling: what the capped assets lose goes to the others in proportion to their weights. Groups, floors and
 * concentration limits are the same problem with more rows. Weights that keep every limit are returned as they are.
 * Fails with INFEASIBLE when the limits contradict each other.
 */
export function nearestAllowed(target: Float64Array, region: Region): Result<Choice> {
  const sum = target.reduce((total, value) => total + value, 0);
  const scaled = target.map((value) => (value * region.budget) / sum);
  if (within(region, scaled)) return ok({ weights: scaled, certificate: null });
  const largest = target.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const size = target.length;
  const values = new Float64Array(size * size);
  const share = target.map((value) => Math.max(Math.abs(value), LEAST_SHARE * largest));
  for (let i = 0; i < size; i++) values[i * (size + 1)] = 1 / (share[i] as number);
  const linear = target.map((value, i) => -value / (share[i] as number));
  const solved = solveOverRegion({ size, values }, linear, region);
  if (!solved.ok) return solved;
  return ok({ weights: solved.value.x, certificate: solved.value.certificate });
}
