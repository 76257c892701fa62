import { backwardSolve } from "./cholesky.ts";
import type { SquareMatrix } from "./dense.ts";
import { dot } from "./sparse.ts";

const VIOLATION = 1e-12;

/** `normal . x >= bound`, or `= bound` for an equality. Normals should have length near 1. */
export interface HalfSpace {
  readonly normal: Float64Array;
  readonly bound: number;
  readonly equality: boolean;
}

/** The active half-spaces with the factors `J = inv(L)' Q` and upper triangular `R` that the directions need. */
export class ActiveFactors {
  readonly #size: number;
  readonly #spaces: readonly HalfSpace[];
  /** Row-major; its first columns span the active normals. */
  readonly #j: Float64Array;
  /** `R` by columns, one per active half-space. */
  readonly #r: Float64Array[] = [];
  readonly #active: number[] = [];
  readonly #signs: number[] = [];
  readonly #multipliers: number[] = [];
  /** 1 for half-spaces that are active, or implied by active ones. */
  readonly #settled: Uint8Array;

  constructor(factor: SquareMatrix, spaces: readonly HalfSpace[]) {
    const { size } = factor;
    this.#size = size;
    this.#spaces = spaces;
    this.#settled = new Uint8Array(spaces.length);
    this.#j = new Float64Array(size * size);
    for (let column = 0; column < size; column++) {
      const unit = new Float64Array(size);
      unit[column] = 1;
      const solved = backwardSolve(factor, unit);
      for (let i = 0; i < size; i++) this.#j[i * size + column] = solved[i] as number;
    }
  }

  /** Equalities first, then the half-space that is missed by most; null when all hold. */
  mostViolated(x: Float64Array): number | null {
    let worst: number | null = null;
    let worstMiss = VIOLATION;
    for (let k = 0; k < this.#spaces.length; k++) {
      const space = this.#spaces[k] as HalfSpace;
      if (this.#settled[k] === 1) continue;
      if (space.equality) return k;
      const miss = (space.bound - dot(space.normal, x)) / (1 + Math.abs(space.bound));
      if (miss > worstMiss) {
        worst = k;
        worstMiss = miss;
      }
    }
    return worst;
  }

  /** Primal step, rates of the active multipliers, `J'normal`, and the step's effect on the entering slack. */
  directions(normal: Float64Array) {
    const size = this.#size;
    const count = this.#active.length;
    const projected = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const value = normal[i] as number;
      if (value === 0) continue;
      for (let k = 0; k < size; k++)
        projected[k] = (projected[k] as number) + (this.#j[i * size + k] as number) * value;
    }
    const step = new Float64Array(size);
    let curvature = 0;
    for (let k = count; k < size; k++) curvature += (projected[k] as number) ** 2;
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let k = count; k < size; k++) sum += (this.#j[i * size + k] as number) * (projected[k] as number);
      step[i] = sum;
    }
    const rates = new Float64Array(count);
    for (let k = count - 1; k >= 0; k--) {
      let sum = projected[k] as number;
      for (let c = k + 1; c < count; c++)
        sum -= ((this.#r[c] as Float64Array)[k] as number) * (rates[c] as number);
      rates[k] = sum / ((this.#r[k] as Float64Array)[k] as number);
    }
    return { step, rates, projected, curvature };
  }

  /** The active inequality whose multiplier reaches zero first. */
  firstToDrop(rates: Float64Array): { position: number; ratio: number } | null {
    let first: { position: number; ratio: number } | null = null;
    for (let k = 0; k < rates.length; k++) {
      const rate = rates[k] as number;
      const space = this.#spaces[this.#active[k] as number] as HalfSpace;
      if (space.equality || !(rate > 1e-14)) continue;
      const ratio = (this.#multipliers[k] as number) / rate;
      if (first === null || ratio < first.ratio) first = { position: k, ratio };
    }
    return first;
  }

  move(rates: Float64Array, length: number): void {
    for (let k = 0; k < rates.length; k++) {
      this.#multipliers[k] = (this.#multipliers[k] as number) - length * (rates[k] as number);
    }
  }

  /** Takes a half-space in: rotates `J` so that the normal has no part beyond the new column. */
  add(space: number, sign: number, multiplier: number, projected: Float64Array): void {
    const count = this.#active.length;
    const column = Float64Array.from(projected);
    for (let k = this.#size - 1; k > count; k--) {
      const [cosine, sine, length] = rotation(column[k - 1] as number, column[k] as number);
      if (sine === 0) continue;
      column[k - 1] = length;
      column[k] = 0;
      this.#rotateColumns(k - 1, k, cosine, sine);
    }
    this.#r.push(column);
    this.#active.push(space);
    this.#settled[space] = 1;
    this.#signs.push(sign);
    this.#multipliers.push(multiplier);
  }

  /** Lets an active half-space go and makes `R` triangular again. */
  drop(position: number): void {
    this.#settled[this.#active[position] as number] = 0;
    for (const list of [this.#active, this.#signs, this.#multipliers]) list.splice(position, 1);
    this.#r.splice(position, 1);
    for (let k = position; k < this.#r.length; k++) {
      const own = this.#r[k] as Float64Array;
      const [cosine, sine] = rotation(own[k] as number, own[k + 1] as number);
      if (sine === 0) continue;
      for (let c = k; c < this.#r.length; c++) {
        const column = this.#r[c] as Float64Array;
        const upper = column[k] as number;
        const lower = column[k + 1] as number;
        column[k] = cosine * upper + sine * lower;
        column[k + 1] = cosine * lower - sine * upper;
      }
      this.#rotateColumns(k, k + 1, cosine, sine);
    }
  }

  /** Leaves a half-space out that the active ones imply. */
  skip(space: number): void {
    this.#settled[space] = 1;
  }

  multipliers(): Float64Array {
    const all = new Float64Array(this.#spaces.length);
    this.#active.forEach((space, k) => {
      all[space] = (this.#signs[k] as number) * (this.#multipliers[k] as number);
    });
    return all;
  }

  #rotateColumns(a: number, b: number, cosine: number, sine: number): void {
    const size = this.#size;
    for (let i = 0; i < size; i++) {
      const left = this.#j[i * size + a] as number;
      const right = this.#j[i * size + b] as number;
      this.#j[i * size + a] = cosine * left + sine * right;
      this.#j[i * size + b] = cosine * right - sine * left;
    }
  }
}

/** Cosine, sine and length of the Givens rotation that turns `(a, b)` into `(length, 0)`. */
function rotation(a: number, b: number): [cosine: number, sine: number, length: number] {
  if (b === 0) return [1, 0, a];
  const length = Math.hypot(a, b);
  return [a / length, b / length, length];
}
