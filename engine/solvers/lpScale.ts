import type { LinearProgram } from "./lp.ts";

/**
 * A programme in scaled units and the way back. With `x = columnScale * boundScale * x'` and row `i` multiplied by
 * `rowScale[i] / boundScale`, duals return as `y = y' * rowScale / costScale`. All factors are powers of two, so
 * scaling there and back changes no mantissa.
 */
export interface ScaledProgram {
  readonly problem: LinearProgram;
  readonly rowScale: Float64Array;
  readonly columnScale: Float64Array;
  readonly boundScale: number;
  readonly costScale: number;
}

const PASSES = 8;

/**
 * Brings the coefficients near 1 by alternating geometric means of rows and columns (the objective counts as a row),
 * then the bounds and the costs as a whole. Integer columns keep their unit, and with them the bounds.
 * Source: Curtis and Reid (1972), in the min-max geometric form used by LP codes.
 */
export function scaleLinearProgram(problem: LinearProgram): ScaledProgram {
  const rowScale = new Float64Array(problem.rowLower.length).fill(1);
  const columnScale = new Float64Array(problem.cost.length).fill(1);
  const objectiveScale = geometricPasses(problem, rowScale, columnScale);
  for (let i = 0; i < rowScale.length; i++) rowScale[i] = powerOfTwo(rowScale[i] ?? 1);
  for (let j = 0; j < columnScale.length; j++) columnScale[j] = powerOfTwo(columnScale[j] ?? 1);

  const columnOf = (j: number) => columnScale[j] ?? 1;
  const rowOf = (i: number) => rowScale[i] ?? 1;
  const rowLower = problem.rowLower.map((bound, i) => bound * rowOf(i));
  const rowUpper = problem.rowUpper.map((bound, i) => bound * rowOf(i));
  const columnLower = problem.columnLower.map((bound, j) => bound / columnOf(j));
  const columnUpper = problem.columnUpper.map((bound, j) => bound / columnOf(j));
  const boundScale =
    problem.integer === null ? geometricMean([rowLower, rowUpper, columnLower, columnUpper]) : 1;
  const costScale = powerOfTwo(objectiveScale);
  const values = problem.values.slice();
  for (let i = 0; i < rowScale.length; i++) {
    const end = problem.starts[i + 1] ?? 0;
    for (let k = problem.starts[i] ?? 0; k < end; k++) {
      values[k] = (values[k] ?? 0) * rowOf(i) * columnOf(problem.columns[k] ?? 0);
    }
  }
  const shrink = (bound: number) => bound / boundScale;
  return {
    problem: {
      ...problem,
      values,
      cost: problem.cost.map((cost, j) => cost * columnOf(j) * costScale),
      rowLower: rowLower.map(shrink),
      rowUpper: rowUpper.map(shrink),
      columnLower: columnLower.map(shrink),
      columnUpper: columnUpper.map(shrink),
    },
    rowScale,
    columnScale,
    boundScale,
    costScale,
  };
}

/** Primal values in the programme's own units. */
export function unscaleColumns(scaled: ScaledProgram, x: Float64Array): Float64Array {
  // Adding 0 turns -0 into 0, which would otherwise reach reports.
  return x.map((value, j) => value * (scaled.columnScale[j] ?? 1) * scaled.boundScale + 0);
}

/** Row duals in the programme's own units. */
export function unscaleDuals(scaled: ScaledProgram, duals: Float64Array): Float64Array {
  return duals.map((value, i) => (value * (scaled.rowScale[i] ?? 1)) / scaled.costScale);
}

/** Alternates row and column factors in place; returns the factor of the objective row. */
function geometricPasses(problem: LinearProgram, rowScale: Float64Array, columnScale: Float64Array): number {
  const { starts, columns, values, cost, integer } = problem;
  let objectiveScale = 1;
  for (let pass = 0; pass < PASSES; pass++) {
    const smallest = new Float64Array(cost.length).fill(Infinity);
    const largest = new Float64Array(cost.length);
    const note = (j: number, size: number) => {
      smallest[j] = Math.min(smallest[j] ?? Infinity, size);
      largest[j] = Math.max(largest[j] ?? 0, size);
    };
    for (let i = 0; i < rowScale.length; i++) {
      const from = starts[i] ?? 0;
      const end = starts[i + 1] ?? 0;
      let low = Infinity;
      let high = 0;
      for (let k = from; k < end; k++) {
        const size = Math.abs(values[k] ?? 0) * (columnScale[columns[k] ?? 0] ?? 1);
        if (size < low) low = size;
        if (size > high) high = size;
      }
      if (high === 0) continue;
      const factor = 1 / Math.sqrt(low * high);
      rowScale[i] = factor;
      for (let k = from; k < end; k++) note(columns[k] ?? 0, Math.abs(values[k] ?? 0) * factor);
    }
    objectiveScale = objectiveFactor(cost, columnScale);
    for (let j = 0; j < cost.length; j++) {
      if (integer?.[j] === 1) continue;
      const size = Math.abs(cost[j] ?? 0) * objectiveScale;
      if (size > 0) note(j, size);
      const high = largest[j] ?? 0;
      if (high > 0) columnScale[j] = 1 / Math.sqrt((smallest[j] ?? 1) * high);
    }
  }
  return objectiveFactor(cost, columnScale);
}

/** 1 over the geometric mean of the smallest and the largest scaled cost; 1 without costs. */
function objectiveFactor(cost: Float64Array, columnScale: Float64Array): number {
  let low = Infinity;
  let high = 0;
  for (let j = 0; j < cost.length; j++) {
    const size = Math.abs(cost[j] ?? 0) * (columnScale[j] ?? 1);
    if (size === 0) continue;
    if (size < low) low = size;
    if (size > high) high = size;
  }
  return high === 0 ? 1 : 1 / Math.sqrt(low * high);
}

/** Power of two nearest to the geometric mean of all finite bounds other than 0; 1 if there is none. */
function geometricMean(groups: readonly Float64Array[]): number {
  let sum = 0;
  let count = 0;
  for (const group of groups) {
    for (const bound of group) {
      if (bound === 0 || !Number.isFinite(bound)) continue;
      sum += Math.log2(Math.abs(bound));
      count += 1;
    }
  }
  return count === 0 ? 1 : 2 ** Math.round(sum / count);
}

/** The power of two nearest to a positive number on a logarithmic scale, inside the range of normal floats. */
function powerOfTwo(value: number): number {
  return 2 ** Math.max(-500, Math.min(500, Math.round(Math.log2(value))));
}
