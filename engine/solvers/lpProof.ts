import type { Polyhedron } from "./certificate.ts";
import { dot, multiply, multiplyTransposed } from "./sparse.ts";

/** Relative size under which a component of a ray is rounding noise. */
const RAY_TOLERANCE = 1e-9;

/**
 * Rows that prove a polyhedron empty, or null when the claimed Farkas ray proves nothing.
 * With `y` on the rows, feasibility needs `(A'y) . x >= R = sum(y > 0: y * rowLower, y < 0: y * rowUpper)`; the proof
 * holds when the largest value of `(A'y) . x` over the column bounds stays below `R`.
 * Source: Farkas' lemma, Boyd and Vandenberghe, Convex Optimization, section 5.8.3.
 */
export function farkasConflict(region: Polyhedron, ray: Float64Array): readonly number[] | null {
  const size = ray.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  if (!(size > 0) || !Number.isFinite(size)) return null;
  const y = ray.map((value) => (Math.abs(value) <= RAY_TOLERANCE * size ? 0 : value / size));
  let required = 0;
  let magnitude = 1;
  for (let i = 0; i < y.length; i++) {
    const weight = y[i] ?? 0;
    if (weight === 0) continue;
    const term = weight * (weight > 0 ? (region.rowLower[i] ?? 0) : (region.rowUpper[i] ?? 0));
    required += term;
    magnitude += Math.abs(term);
  }
  const columnCount = region.columnLower.length;
  const combined = multiplyTransposed(region, y, columnCount);
  const absolute = multiplyTransposed(
    { ...region, values: region.values.map(Math.abs) },
    y.map(Math.abs),
    columnCount,
  );
  let attainable = 0;
  for (let j = 0; j < columnCount; j++) {
    const slope = combined[j] ?? 0;
    if (Math.abs(slope) <= RAY_TOLERANCE * (absolute[j] ?? 0)) continue;
    const term = slope * (slope > 0 ? (region.columnUpper[j] ?? 0) : (region.columnLower[j] ?? 0));
    attainable += term;
    magnitude += Math.abs(term);
  }
  if (!(required - attainable > RAY_TOLERANCE * magnitude)) return null;
  return [...y.keys()].filter((i) => y[i] !== 0);
}

/** True when `ray` keeps every row and column inside its bounds for ever while the cost falls along it. */
export function isUnboundedRay(region: Polyhedron, cost: Float64Array, ray: Float64Array): boolean {
  const size = ray.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  if (!(size > 0) || !Number.isFinite(size)) return false;
  const direction = ray.map((value) => value / size);
  const absolute = multiply({ ...region, values: region.values.map(Math.abs) }, direction.map(Math.abs));
  const product = multiply(region, direction);
  const stays = (slope: number, lower: number, upper: number, scale: number) =>
    (slope >= -RAY_TOLERANCE * scale || lower === -Infinity) &&
    (slope <= RAY_TOLERANCE * scale || upper === Infinity);
  const inRows = product.every((slope, i) =>
    stays(slope, region.rowLower[i] ?? 0, region.rowUpper[i] ?? 0, absolute[i] ?? 1),
  );
  const inColumns = direction.every((slope, j) =>
    stays(slope, region.columnLower[j] ?? 0, region.columnUpper[j] ?? 0, 1),
  );
  const costScale = dot(cost.map(Math.abs), direction.map(Math.abs));
  return inRows && inColumns && dot(cost, direction) < -RAY_TOLERANCE * costScale;
}
