/** In a tableau whose entries are near 1: costs and ratios this close are equal, pivots this small are rounding. */
const COST_TOLERANCE = 1e-11;
const RATIO_TOLERANCE = 1e-12;
const PIVOT_TOLERANCE = 1e-9;
/** A cost falling this steeply along a ray is no rounding error. */
const RAY_SLOPE = 1e-7;

/** A simplex tableau: `lines` hold basis^-1 times every column, the last one the right-hand side. */
export interface Tableau {
  readonly lines: readonly Float64Array[];
  /** Basic column of each line. */
  readonly basis: number[];
  pivots: number;
}

export type Outcome = "optimal" | "unbounded" | "stalled";

/**
 * Pivots until no column below `enterable` lowers the cost. The steepest column enters, and among the lines that
 * block it first the one with the largest pivot leaves, for the sake of rounding; after as many pivots as there are
 * columns and lines Bland's rule (lowest index) takes over, which cycles only where rounding decides: then `stalled`.
 */
export function optimise(tableau: Tableau, costs: Float64Array, enterable: number): Outcome {
  const { lines, basis } = tableau;
  const reduced = costs.slice();
  for (const [i, column] of basis.entries()) subtract(reduced, lines[i], costs[column] ?? 0);
  const closed = new Uint8Array(enterable);
  const size = enterable + lines.length;
  for (let pivots = 0; pivots < 20 * size; pivots++) {
    const bland = pivots > size;
    const entering = enteringColumn(reduced, closed, bland);
    if (entering < 0) return "optimal";
    const leaving = leavingLine(tableau, entering, bland);
    if (leaving < 0) {
      if ((reduced[entering] ?? 0) < -RAY_SLOPE) return "unbounded";
      closed[entering] = 1;
      continue;
    }
    pivotOn(lines, leaving, entering);
    subtract(reduced, lines[leaving], reduced[entering] ?? 0);
    basis[leaving] = entering;
    tableau.pivots++;
  }
  return "stalled";
}

function enteringColumn(reduced: Float64Array, closed: Uint8Array, bland: boolean): number {
  let entering = -1;
  let steepest = -COST_TOLERANCE;
  for (let j = 0; j < closed.length; j++) {
    const slope = reduced[j] ?? 0;
    if (closed[j] === 1 || slope >= steepest) continue;
    if (bland) return j;
    [entering, steepest] = [j, slope];
  }
  return entering;
}

function leavingLine({ lines, basis }: Tableau, entering: number, bland: boolean): number {
  const ratioOf = (line: Float64Array) => {
    const pivot = line[entering] ?? 0;
    return pivot > PIVOT_TOLERANCE ? Math.max(0, line.at(-1) ?? 0) / pivot : Number.POSITIVE_INFINITY;
  };
  const least = lines.reduce((min, line) => Math.min(min, ratioOf(line)), Number.POSITIVE_INFINITY);
  if (least === Number.POSITIVE_INFINITY) return -1;
  let leaving = -1;
  for (const [i, line] of lines.entries()) {
    if (ratioOf(line) > least + (bland ? 0 : RATIO_TOLERANCE)) continue;
    const better = bland
      ? (basis[i] ?? 0) < (basis[leaving] ?? 0)
      : (line[entering] ?? 0) > (lines[leaving]?.[entering] ?? 0);
    if (leaving < 0 || better) leaving = i;
  }
  return leaving;
}

/** Dual simplex steps, by which a basis that rounding had left slightly infeasible becomes feasible again. */
export function restoreFeasibility(tableau: Tableau, costs: Float64Array, enterable: number): void {
  const { lines, basis } = tableau;
  const right = costs.length - 1;
  const reduced = costs.slice();
  for (const [i, column] of basis.entries()) subtract(reduced, lines[i], costs[column] ?? 0);
  for (let steps = 0; steps < lines.length; steps++) {
    let leaving = -1;
    let lowest = -RATIO_TOLERANCE;
    for (const [i, line] of lines.entries()) {
      const value = line[right] ?? 0;
      if (value < lowest) [leaving, lowest] = [i, value];
    }
    const line = lines[leaving];
    if (line === undefined) return;
    let entering = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < enterable; j++) {
      const pivot = -(line[j] ?? 0);
      if (pivot <= PIVOT_TOLERANCE) continue;
      const ratio = Math.max(0, reduced[j] ?? 0) / pivot;
      if (ratio < least) [entering, least] = [j, ratio];
    }
    if (entering < 0) return;
    pivotOn(lines, leaving, entering);
    subtract(reduced, lines[leaving], reduced[entering] ?? 0);
    basis[leaving] = entering;
    tableau.pivots++;
  }
}

/** Cost of the basic solution. */
export function costOf({ lines, basis }: Tableau, costs: Float64Array): number {
  const right = costs.length - 1;
  return basis.reduce((sum, column, i) => sum + (costs[column] ?? 0) * (lines[i]?.[right] ?? 0), 0);
}

/** Takes columns from `limit` on out of the basis by the largest other entry; a line without one reads 0 = 0. */
export function driveOut(tableau: Tableau, limit: number): void {
  for (const [i, column] of tableau.basis.entries()) {
    if (column < limit) continue;
    const entering = largest([...(tableau.lines[i]?.subarray(0, limit) ?? [])], Math.abs);
    if (entering < 0) continue;
    pivotOn(tableau.lines, i, entering);
    tableau.basis[i] = entering;
    tableau.pivots++;
  }
}

/**
 * The tableau of the same basis, inverted from the first lines by Gauss-Jordan elimination with row pivoting. A basic
 * column that depends on the others, to rounding, gives way to the column that its line has most of.
 */
export function reinverted(start: readonly Float64Array[], { basis, pivots }: Tableau): Tableau {
  const lines = start.map((line) => line.slice());
  const ordered = new Array<number>(lines.length).fill(-1);
  for (const column of basis) {
    const row = largest(lines, (line, i) => (ordered[i] === -1 ? Math.abs(line[column] ?? 0) : 0));
    if (row < 0) continue;
    pivotOn(lines, row, column);
    ordered[row] = column;
  }
  for (const [i, line] of lines.entries()) {
    if (ordered[i] !== -1) continue;
    const column = largest([...line.subarray(0, -1)], (value, j) =>
      ordered.includes(j) ? 0 : Math.abs(value),
    );
    if (column < 0) continue;
    pivotOn(lines, i, column);
    ordered[i] = column;
  }
  return { lines, basis: ordered, pivots };
}

/** Index of the item with the largest size above the pivot tolerance, or -1. */
function largest<T>(items: readonly T[], sizeOf: (item: T, i: number) => number): number {
  let found = -1;
  let most = PIVOT_TOLERANCE;
  for (const [i, item] of items.entries()) {
    const size = sizeOf(item, i);
    if (size > most) [found, most] = [i, size];
  }
  return found;
}

function pivotOn(lines: readonly Float64Array[], row: number, column: number): void {
  const line = lines[row];
  if (line === undefined) return;
  const pivot = line[column] ?? 1;
  for (let j = 0; j < line.length; j++) line[j] = (line[j] ?? 0) / pivot;
  for (const [i, other] of lines.entries()) if (i !== row) subtract(other, line, other[column] ?? 0);
}

function subtract(from: Float64Array, line: Float64Array | undefined, factor: number): void {
  if (factor === 0 || line === undefined) return;
  for (let j = 0; j < from.length; j++) from[j] = (from[j] ?? 0) - factor * (line[j] ?? 0);
}
