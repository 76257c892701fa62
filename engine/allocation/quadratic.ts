import { fail, ok, type Result } from "../result.ts";
import { solveQuadraticProgram } from "../solvers/activeSet.ts";
import type { SquareMatrix } from "../solvers/dense.ts";
import { notConverged, type QpSolution } from "../solvers/qp.ts";
import { concentration, type Region } from "./constraints.ts";

/** A minimiser with the multiplier of the concentration limit: 0 where it does not bind. */
export interface RegionSolution extends QpSolution {
  /** Infinite where the limit leaves a single portfolio. */
  readonly penalty: number;
}

const MAX_STEPS = 80;
/** Relative error of the Herfindahl-Hirschman index at which the search stops. */
const HHI_TOLERANCE = 1e-10;

/**
 * Minimises `w'Qw / 2 + c'w` over a region, its concentration limit included. A limit on the sum of squares that binds
 * has one multiplier `p`: `w` minimises the objective plus `p w'w / 2`, and `1 / |w|` is close to linear in `p`, so a
 * bracketed secant on it needs a handful of solves. The certificate is of that penalised programme.
 * Fails with INFEASIBLE when the limits contradict each other, and as `solveQuadraticProgram` does.
 * Source of the secant: J. More, D. Sorensen, SIAM J. Sci. Stat. Comp. 4 (1983), for trust regions.
 */
export function solveOverRegion(
  quadratic: SquareMatrix,
  linear: Float64Array,
  region: Region,
): Result<RegionSolution> {
  const at = (penalty: number) => solvePenalised(quadratic, linear, region, penalty);
  const free = at(0);
  if (!free.ok) return free;
  if (concentration(free.value.x) <= region.maximumHhi) return ok({ ...free.value, penalty: 0 });
  const least = solvePenalised({ size: region.size, values: quadratic.values.map(() => 0) }, null, region, 1);
  if (!least.ok) return least;
  const floor = concentration(least.value.x);
  if (floor > region.maximumHhi * (1 + HHI_TOLERANCE))
    return fail({
      code: "INFEASIBLE",
      subject: "constraints.maximumHhi",
      message: `the other constraints allow no Herfindahl-Hirschman index below ${floor}`,
    });
  const wanted = 1 / Math.sqrt(region.maximumHhi);
  const miss = (solution: QpSolution) => 1 / Math.sqrt(concentration(solution.x)) - wanted;
  let low = { penalty: 0, miss: miss(free.value) };
  let high: typeof low | null = null;
  let penalty = quadraticLevel(quadratic) || 1;
  for (let step = 0; step < MAX_STEPS; step++) {
    const solved = at(penalty);
    if (!solved.ok) return solved;
    const here = { penalty, miss: miss(solved.value) };
    if (Math.abs(here.miss) <= (HHI_TOLERANCE * wanted) / 2) return ok({ ...solved.value, penalty });
    if (here.miss < 0) low = here;
    else high = here;
    if (high === null) {
      penalty *= 8;
      if (penalty > 1e15 * (quadraticLevel(quadratic) || 1)) return ok({ ...least.value, penalty: Infinity });
      continue;
    }
    const secant = low.penalty - (low.miss * (high.penalty - low.penalty)) / (high.miss - low.miss);
    // Every third step halves, so that a flat side cannot stall the secant.
    penalty = step % 3 === 2 ? (low.penalty + high.penalty) / 2 : secant;
  }
  return fail(notConverged("concentration", "no multiplier reached the limit"));
}

function quadraticLevel({ size, values }: SquareMatrix): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += values[i * (size + 1)] as number;
  return sum / size;
}

function solvePenalised(
  quadratic: SquareMatrix,
  linear: Float64Array | null,
  region: Region,
  penalty: number,
): Result<QpSolution> {
  const values = Float64Array.from(quadratic.values);
  for (let i = 0; i < region.size; i++)
    values[i * (region.size + 1)] = (values[i * (region.size + 1)] as number) + penalty;
  const solved = solveQuadraticProgram({
    quadratic: { size: region.size, values },
    linear: linear ?? new Float64Array(region.size),
    rows: region.rows,
    rowLower: region.rowLower,
    rowUpper: region.rowUpper,
    columnLower: region.lower,
    columnUpper: region.upper,
  });
  if (!solved.ok && solved.issues[0]?.code === "INFEASIBLE")
    return fail({
      code: "INFEASIBLE",
      subject: "constraints",
      message: "the bounds, groups and budget contradict each other",
    });
  return solved;
}
