/** Exponent of each bin's quantum: every bin holds a whole multiple of 2 ** exponent. */
const EXPONENTS = [-104, -72, -40, -8, 24] as const;
const BINS = EXPONENTS.length;
/** Adding and subtracting 1.5 * 2 ** (52 + e) rounds a double to a multiple of 2 ** e. */
const ROUND_0 = 1.5 * 2 ** (52 - 104);
const ROUND_1 = 1.5 * 2 ** (52 - 72);
const ROUND_2 = 1.5 * 2 ** (52 - 40);
const ROUND_3 = 1.5 * 2 ** (52 - 8);
const ROUND_4 = 1.5 * 2 ** (52 + 24);
const ROUND = [ROUND_0, ROUND_1, ROUND_2, ROUND_3, ROUND_4] as const;
/** Terms a bin takes before its carries must move up: a piece has 31 bits, a double 53. */
const MAX_TERMS = 2 ** 20;

/** Terms at or above this magnitude turn the sum into NaN; terms below 2 ** -105 count as zero. */
export const MAX_TERM = 2 ** 60;

/** The term as a sum counts it: rounded to a multiple of 2 ** -104, which changes only terms below 2 ** -52. */
export function exactTerm(x: number): number {
  if (Math.abs(x) >= 2 ** -52) return x;
  const p1 = x + ROUND_1 - ROUND_1;
  return p1 + (x - p1 + ROUND_0 - ROUND_0);
}

/**
 * A column of sums whose value does not depend on the order, or on the history, of what was added.
 *
 * Each term is cut into five pieces on fixed binary grids; pieces on one grid add without rounding, so adding and
 * later subtracting a term leaves no trace, and `value` rounds the exact total once, to nearest. This is what makes
 * a batch run and an incremental run agree bit by bit, and what keeps `gross >= enforceable >= informational` true
 * in floating point (rounding to nearest is monotone). Terms are exact to 2 ** -104 (5e-32).
 *
 * The cut is the pre-rounded binning of Demmel and Nguyen, "Fast Reproducible Floating-Point Summation" (2013); the
 * final rounding is that of Shewchuk's expansions.
 */
export class ExactSums {
  #bins: Float64Array;
  #terms: Int32Array;
  #free: number[] = [];
  #used: number;

  /** Starts with `size` slots at zero. */
  constructor(size = 0) {
    this.#used = size;
    const capacity = Math.max(size, 8);
    this.#bins = new Float64Array(capacity * BINS);
    this.#terms = new Int32Array(capacity);
  }

  /** A slot at zero; its index stays valid until `release`. */
  allocate(): number {
    const reused = this.#free.pop();
    if (reused !== undefined) return reused;
    if (this.#used === this.#terms.length) {
      const bins = new Float64Array(this.#bins.length * 2);
      bins.set(this.#bins);
      this.#bins = bins;
      const terms = new Int32Array(this.#terms.length * 2);
      terms.set(this.#terms);
      this.#terms = terms;
    }
    return this.#used++;
  }

  /** Gives a slot back. */
  release(slot: number): void {
    this.clear(slot);
    this.#free.push(slot);
  }

  /** Sets a slot to zero. */
  clear(slot: number): void {
    this.#bins.fill(0, slot * BINS, slot * BINS + BINS);
    this.#terms[slot] = 0;
  }

  /** Adds `x` to a slot; add `-x` to take it out again. */
  add(slot: number, x: number): void {
    const bins = this.#bins;
    const at = slot * BINS;
    if (!(Math.abs(x) < MAX_TERM)) {
      bins[at] = Number.NaN;
      return;
    }
    if (this.#terms[slot] === MAX_TERMS) this.#carry(slot);
    this.#terms[slot] = (this.#terms[slot] ?? 0) + 1;
    const p4 = x + ROUND_4 - ROUND_4;
    let rest = x - p4;
    const p3 = rest + ROUND_3 - ROUND_3;
    rest -= p3;
    const p2 = rest + ROUND_2 - ROUND_2;
    rest -= p2;
    const p1 = rest + ROUND_1 - ROUND_1;
    rest -= p1;
    const p0 = rest + ROUND_0 - ROUND_0;
    bins[at] = (bins[at] ?? 0) + p0;
    bins[at + 1] = (bins[at + 1] ?? 0) + p1;
    bins[at + 2] = (bins[at + 2] ?? 0) + p2;
    bins[at + 3] = (bins[at + 3] ?? 0) + p3;
    bins[at + 4] = (bins[at + 4] ?? 0) + p4;
  }

  /** Adds `sign` times the exact content of another slot of the same column. */
  merge(into: number, from: number, sign: 1 | -1): void {
    this.#carry(from);
    if ((this.#terms[into] ?? 0) >= MAX_TERMS) this.#carry(into);
    for (let k = 0; k < BINS; k++) {
      this.#bins[into * BINS + k] =
        (this.#bins[into * BINS + k] ?? 0) + sign * (this.#bins[from * BINS + k] ?? 0);
    }
    this.#terms[into] = (this.#terms[into] ?? 0) + 1;
  }

  /** The exact sum of a slot, rounded once to the nearest double. */
  value(slot: number): number {
    this.#carry(slot);
    const bins = this.#bins;
    const at = slot * BINS;
    let high = bins[at + BINS - 1] ?? 0;
    let low = 0;
    let k = BINS - 1;
    while (k > 0 && low === 0) {
      k--;
      const piece = bins[at + k] ?? 0;
      const sum = high + piece;
      low = piece - (sum - high);
      high = sum;
    }
    if (low === 0) return high;
    // A half-way rest is decided by the sign of what lies below it.
    while (k > 0 && bins[at + k - 1] === 0) k--;
    const below = k > 0 ? (bins[at + k - 1] ?? 0) : 0;
    if (below !== 0 && below < 0 === low < 0) {
      const twice = low * 2;
      const up = high + twice;
      if (up - high === twice) return up;
    }
    return high;
  }

  #carry(slot: number): void {
    const bins = this.#bins;
    const at = slot * BINS;
    for (let k = 0; k + 1 < BINS; k++) {
      const round = ROUND[k + 1] ?? 0;
      const piece = bins[at + k] ?? 0;
      const carry = piece + round - round;
      bins[at + k] = piece - carry;
      bins[at + k + 1] = (bins[at + k + 1] ?? 0) + carry;
    }
    this.#terms[slot] = 1;
  }
}
