import { fail, ok, type Result } from "../result.ts";
import { type Certificate, certify } from "./certificate.ts";
import { cholesky, choleskySolve } from "./cholesky.ts";
import { multiplySquare, type SquareMatrix, sparseRows } from "./dense.ts";
import { notConverged, type QpSolution } from "./qp.ts";
import { dot } from "./sparse.ts";

const GUESS_SWEEPS = 10;
/** Full exchanges allowed without progress before single pivots take over. */
const PATIENCE = 3;
const MAX_PROXIMAL_STEPS = 60;
/** Weight of the proximal term relative to the diagonal: small against the data, large against rounding. */
const PROXIMAL = 1e-7;
const SIGN_TOLERANCE = 1e-12;

/**
 * Minimises `x'Qx / 2 - h'x` over `x >= 0` for positive semidefinite `Q`, by block principal pivoting: guess by coordinate
 * descent which variables are free, solve for them, and exchange all whose sign is wrong; single pivots by the largest index when
 * exchanges stop helping, which is finite for positive definite `Q`. Singular matrices go through proximal steps,
 * each of them positive definite. `Q` should have a diagonal near 1 (see `minimumVariance`).
 *
 * Fails with NOT_CONVERGED when no certificate was reached, as when `Q` has a direction without curvature along which
 * `h'x` grows for ever. Source: J. Judice and F. Pires, Computers & OR 21 (1994); J. Kim and H. Park, SISC 33 (2011).
 */
export function solveNonNegativeQp(quadratic: SquareMatrix, linear: Float64Array): Result<QpSolution> {
  const direct = pivot(quadratic, linear, likelyFree(quadratic, linear));
  if (direct !== null) {
    const certificate = check(quadratic, linear, direct.x, direct.iterations);
    if (certificate.passed) return ok(solution(quadratic, linear, direct.x, certificate));
  }
  const { size } = quadratic;
  const weight = Float64Array.from(
    { length: size },
    (_, i) => PROXIMAL * (quadratic.values[i * size + i] as number),
  );
  const values = Float64Array.from(quadratic.values);
  for (let i = 0; i < size; i++)
    values[i * size + i] = (values[i * size + i] as number) + (weight[i] as number);
  let x: Float64Array = new Float64Array(size);
  let free = direct?.free ?? new Uint8Array(size).fill(1);
  let iterations = direct?.iterations ?? 0;
  for (let step = 0; step < MAX_PROXIMAL_STEPS; step++) {
    const pulled = linear.map((value, i) => value + (weight[i] as number) * (x[i] as number));
    const next = pivot({ size, values }, pulled, free);
    if (next === null) return fail(notConverged("block pivoting", "pivots repeat without an optimum"));
    ({ x, free } = next);
    iterations += next.iterations;
    const certificate = check(quadratic, linear, x, iterations);
    if (certificate.passed) return ok(solution(quadratic, linear, x, certificate));
  }
  return fail(
    notConverged(
      "block pivoting",
      `no certificate after ${iterations} pivots; the minimum may be at infinity`,
    ),
  );
}

/**
 * The variables that a few sweeps of coordinate descent leave above 0: nearly the right ones, for the price of a few
 * products. With all variables free the first factorisation would be of the whole matrix.
 */
function likelyFree({ size, values }: SquareMatrix, linear: Float64Array): Uint8Array {
  const x = new Float64Array(size);
  const slope = linear.map((value) => -value);
  for (let sweep = 0; sweep < GUESS_SWEEPS; sweep++) {
    for (let i = 0; i < size; i++) {
      const old = x[i] as number;
      const curvature = values[i * (size + 1)] as number;
      const next = curvature > 0 ? Math.max(0, old - (slope[i] as number) / curvature) : 0;
      const change = next - old;
      if (change === 0) continue;
      x[i] = next;
      const row = i * size;
      for (let k = 0; k < size; k++) slope[k] = (slope[k] as number) + change * (values[row + k] as number);
    }
  }
  return Uint8Array.from(x, (value) => (value > 0 ? 1 : 0));
}

interface Pivoted {
  readonly x: Float64Array;
  readonly free: Uint8Array;
  readonly iterations: number;
}

/** The complementary solution of a positive definite problem; null when a block is singular or pivots run out. */
function pivot(quadratic: SquareMatrix, linear: Float64Array, start: Uint8Array): Pivoted | null {
  const { size } = quadratic;
  const free = Uint8Array.from(start);
  const limit = 100 + 10 * size;
  let fewest = size + 1;
  let patience = PATIENCE;
  for (let iteration = 1; iteration <= limit; iteration++) {
    const x = solveFree(quadratic, linear, free);
    if (x === null) return null;
    const product = multiplySquare(quadratic, x);
    const wrong: number[] = [];
    for (let i = 0; i < size; i++) {
      const value = free[i] === 1 ? (x[i] as number) : (product[i] as number) - (linear[i] as number);
      if (value < -SIGN_TOLERANCE) wrong.push(i);
    }
    if (wrong.length === 0) return { x: x.map((value) => Math.max(0, value)), free, iterations: iteration };
    if (wrong.length < fewest) {
      fewest = wrong.length;
      patience = PATIENCE;
    } else {
      patience -= 1;
    }
    const exchange = patience >= 0 ? wrong : wrong.slice(-1);
    for (const i of exchange) free[i] = free[i] === 1 ? 0 : 1;
  }
  return null;
}

/** Solves the free block with the other variables at 0; null when it is singular. */
function solveFree(quadratic: SquareMatrix, linear: Float64Array, free: Uint8Array): Float64Array | null {
  const { size } = quadratic;
  const indices: number[] = [];
  for (let i = 0; i < size; i++) if (free[i] === 1) indices.push(i);
  const count = indices.length;
  const block = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    const row = (indices[a] as number) * size;
    for (let b = 0; b <= a; b++)
      block[a * count + b] = quadratic.values[row + (indices[b] as number)] as number;
  }
  const factor = cholesky({ size: count, values: block });
  if (factor === null) return null;
  const solved = choleskySolve(
    factor,
    Float64Array.from(indices, (i) => linear[i] as number),
  );
  const x = new Float64Array(size);
  for (let a = 0; a < count; a++) x[indices[a] as number] = solved[a] as number;
  return x;
}

function check(
  quadratic: SquareMatrix,
  linear: Float64Array,
  x: Float64Array,
  iterations: number,
): Certificate {
  const { size } = quadratic;
  const none = new Float64Array(0);
  const region = {
    ...sparseRows([]),
    columnLower: new Float64Array(size),
    columnUpper: new Float64Array(size).fill(Infinity),
    rowLower: none,
    rowUpper: none,
  };
  const gradient = multiplySquare(quadratic, x).map((value, i) => value - (linear[i] as number));
  return certify(region, { x, gradient, duals: none, solver: "block pivoting", iterations });
}

function solution(
  quadratic: SquareMatrix,
  linear: Float64Array,
  x: Float64Array,
  certificate: Certificate,
): QpSolution {
  const objective = dot(x, multiplySquare(quadratic, x)) / 2 - dot(linear, x);
  return { x, objective, duals: new Float64Array(0), certificate };
}
