import { fail, invalid, ok, type Result } from "../result.ts";
import type { HalfSpace } from "./activeFactors.ts";
import { certify, type Polyhedron } from "./certificate.ts";
import { multiplySquare, type SquareMatrix, sparseRows } from "./dense.ts";
import { dualActiveSet } from "./goldfarbIdnani.ts";
import { notConverged, type QpSolution } from "./qp.ts";
import { dot } from "./sparse.ts";

/**
 * Minimise `x'Qx / 2 + c'x` with `rowLower <= A x <= rowUpper` and `columnLower <= x <= columnUpper`, `Q` positive
 * semidefinite. Missing bounds are infinite, equal bounds make an equality.
 */
export interface QuadraticProgram {
  readonly quadratic: SquareMatrix;
  readonly linear: Float64Array;
  readonly rows: readonly Float64Array[];
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
}

/** Least curvature of a proximal step, and its first as a share of the largest slope. */
const PROXIMAL = 1e-6;
const PROXIMAL_SHARE = 1e-4;
const PROXIMAL_ROUND = 6;
const MAX_PROXIMAL_STEPS = 42;

/**
 * Solves a dense convex quadratic programme with any linear constraints. Variables are scaled to unit curvature and
 * rows to unit length. Singular matrices, and slopes that dwarf the curvature, go through proximal steps. Meant for up to a few hundred variables: the cost
 * is cubic in them and linear in the number of constraints that bind.
 *
 * Fails with INFEASIBLE when the constraints contradict each other, INVALID_INPUT for numbers that are not finite, and
 * NOT_CONVERGED without a certificate (also when the objective has no lower bound).
 */
export function solveQuadraticProgram(problem: QuadraticProgram): Result<QpSolution> {
  const { quadratic, linear, rows } = problem;
  const finite = [quadratic.values, linear, ...rows].every((numbers) => numbers.every(Number.isFinite));
  if (!finite) return fail(invalid("quadratic programme", "finite", "NaN or Infinity"));
  const scaled = scale(problem);
  const { inner, unit } = scaled;
  const size = linear.length;
  const { spaces, add } = halfSpaces(inner);
  const region: Polyhedron = { ...inner, ...sparseRows(inner.rows) };
  const steepest = inner.linear.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let x = new Float64Array(size);
  let iterations = 0;
  for (let step = 0; step <= MAX_PROXIMAL_STEPS; step++) {
    // The first step takes the matrix as it is; the others bend it towards the last point, in rounds of less and less:
    // a little moves far, much is exact, as the method starts at the free minimum, slope over curvature away.
    const share = PROXIMAL_SHARE / 4 ** ((step - 1) % PROXIMAL_ROUND);
    const bend = step === 0 ? 0 : Math.max(PROXIMAL, share * steepest);
    const matrix = bent(inner.quadratic, bend);
    const pull = inner.linear.map((value, i) => value - bend * (x[i] as number));
    const result = dualActiveSet(matrix, pull, spaces);
    if (result.kind === "infeasible") {
      // A nearly singular matrix makes rounding look like a contradiction: a bent one, and no point before, must agree.
      if (step === 0 || iterations > 0) continue;
      return fail({
        code: "INFEASIBLE",
        message: "the constraints contradict each other",
        subject: "active set",
      });
    }
    if (result.kind === "limit") return fail(notConverged("active set", "iteration limit"));
    if (result.kind === "singular") continue;
    x = Float64Array.from(result.x, (value, i) => clamp(value, inner.columnLower[i], inner.columnUpper[i]));
    iterations += result.iterations;
    const duals = add(result.multipliers);
    const gradient = multiplySquare(inner.quadratic, x).map(
      (value, i) => value + (inner.linear[i] as number),
    );
    const certificate = certify(region, { x, gradient, duals, solver: "active set", iterations });
    if (!certificate.passed) continue;
    const outer = x.map((value, i) => value * (unit[i] as number) + 0);
    return ok({
      x: outer,
      objective: dot(outer, multiplySquare(quadratic, outer)) / 2 + dot(linear, outer),
      duals: duals.map((value, i) => (value * (scaled.rowScale[i] as number)) / scaled.objectiveScale),
      certificate,
    });
  }
  return fail(notConverged("active set", "no certificate; the objective may have no lower bound"));
}

function bent({ size, values }: SquareMatrix, by: number): SquareMatrix {
  const convex = Float64Array.from(values);
  for (let i = 0; i < size; i++) convex[i * (size + 1)] = (convex[i * (size + 1)] as number) + by;
  return { size, values: convex };
}

interface Scaled {
  readonly inner: QuadraticProgram;
  /** Own units per inner unit of each variable. */
  readonly unit: Float64Array;
  readonly rowScale: Float64Array;
  readonly objectiveScale: number;
}

/** Unit curvature, unit rows, and bounds near 1: `x = unit * x'`, objective times `objectiveScale`. */
function scale(problem: QuadraticProgram): Scaled {
  const { quadratic, linear, rows } = problem;
  const size = linear.length;
  const diagonal = Float64Array.from({ length: size }, (_, i) => quadratic.values[i * size + i] as number);
  const flat = diagonal.reduce((most, value) => Math.max(most, value), 0);
  const own = diagonal.map((value) => 1 / Math.sqrt(value > 1e-14 * flat ? value : flat > 0 ? flat : 1));
  const length = (row: Float64Array) => Math.hypot(...row.map((value, i) => value * (own[i] as number))) || 1;
  const lengths = Float64Array.from(rows, length);
  const beta = geometricMean([
    ...[problem.rowLower, problem.rowUpper].flatMap((bounds) =>
      [...bounds].map((b, i) => b / (lengths[i] as number)),
    ),
    ...[problem.columnLower, problem.columnUpper].flatMap((bounds) =>
      [...bounds].map((b, i) => b / (own[i] as number)),
    ),
  ]);
  const unit = own.map((value) => value * beta);
  const rowScale = lengths.map((by) => 1 / (by * beta));
  const objectiveScale = 1 / (beta * beta);
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const mean =
        ((quadratic.values[i * size + j] as number) + (quadratic.values[j * size + i] as number)) / 2;
      values[i * size + j] = mean * (own[i] as number) * (own[j] as number);
    }
  }
  const inner: QuadraticProgram = {
    quadratic: { size, values },
    linear: linear.map((value, i) => (value * (own[i] as number)) / beta),
    rows: rows.map((row, r) => row.map((value, i) => (value * (own[i] as number)) / (lengths[r] as number))),
    rowLower: problem.rowLower.map((bound, r) => bound * (rowScale[r] as number)),
    rowUpper: problem.rowUpper.map((bound, r) => bound * (rowScale[r] as number)),
    columnLower: problem.columnLower.map((bound, i) => bound / (unit[i] as number)),
    columnUpper: problem.columnUpper.map((bound, i) => bound / (unit[i] as number)),
  };
  return { inner, unit, rowScale, objectiveScale };
}

function geometricMean(sizes: readonly number[]): number {
  let sum = 0;
  let count = 0;
  for (const size of sizes) {
    if (size === 0 || !Number.isFinite(size)) continue;
    sum += Math.log(Math.abs(size));
    count += 1;
  }
  return count === 0 ? 1 : Math.exp(sum / count);
}

/** The constraints one by one, and the sum of their multipliers per row. */
function halfSpaces(problem: QuadraticProgram) {
  const spaces: HalfSpace[] = [];
  const owners: { row: number; sign: 1 | -1 }[] = [];
  const size = problem.linear.length;
  const push = (normal: Float64Array, lower: number, upper: number, row: number) => {
    if (lower > -Infinity) {
      spaces.push({ normal, bound: lower, equality: lower === upper });
      owners.push({ row, sign: 1 });
    }
    if (upper < Infinity && lower !== upper) {
      spaces.push({ normal: normal.map((value) => -value), bound: -upper, equality: false });
      owners.push({ row, sign: -1 });
    }
  };
  for (const [r, row] of problem.rows.entries()) {
    push(row, problem.rowLower[r] as number, problem.rowUpper[r] as number, r);
  }
  for (let i = 0; i < size; i++) {
    const unit = new Float64Array(size);
    unit[i] = 1;
    push(unit, problem.columnLower[i] as number, problem.columnUpper[i] as number, -1);
  }
  const add = (multipliers: Float64Array) => {
    const duals = new Float64Array(problem.rows.length);
    for (const [k, { row, sign }] of owners.entries()) {
      if (row >= 0) duals[row] = (duals[row] as number) + sign * (multipliers[k] as number);
    }
    return duals;
  };
  return { spaces, add };
}

function clamp(value: number, lower: number | undefined, upper: number | undefined): number {
  return Math.max(lower ?? -Infinity, Math.min(upper ?? Infinity, value));
}
