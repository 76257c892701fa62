import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExactSums, exactTerm } from "../../../engine/book/exactSums.ts";

const term = fc.oneof(
  fc.double({ min: -1e15, max: 1e15, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -1e-15, max: 1e-15, noNaN: true }),
);

/** The exact sum as a multiple of 2 ** -104, by integers. */
function exactUnits(terms: readonly number[]): bigint {
  return terms.reduce((sum, x) => sum + units(x), 0n);
}

/** A double as a multiple of 2 ** -104, rounded half to even like the bins. */
function units(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
  const shift = BigInt(Math.max(exponent, 1) - 1075 + 104);
  const magnitude = shift >= 0n ? mantissa << shift : roundShift(mantissa, -shift);
  return x < 0 ? -magnitude : magnitude;
}

function roundShift(value: bigint, by: bigint): bigint {
  const quotient = value >> by;
  const rest = value - (quotient << by);
  const half = 1n << (by - 1n);
  return rest > half || (rest === half && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/** The double nearest to `count` multiples of 2 ** -104. */
function toDouble(count: bigint): number {
  const magnitude = count < 0n ? -count : count;
  const excess = BigInt(Math.max(0, magnitude.toString(2).length - 53));
  const mantissa = excess === 0n ? magnitude : roundShift(magnitude, excess);
  const value = Number(mantissa) * 2 ** (Number(excess) - 104);
  return count < 0n ? -value : value;
}

function sumOf(terms: readonly number[]): number {
  const sums = new ExactSums(1);
  for (const x of terms) sums.add(0, x);
  return sums.value(0);
}

describe("ExactSums", () => {
  it("rounds the exact sum once, to nearest", () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 60 }), (terms) => {
        expect(sumOf(terms)).toBe(toDouble(exactUnits(terms)) + 0);
      }),
      { numRuns: 2000 },
    );
  });

  it("decides a half-way rest by what lies below it", () => {
    expect(sumOf([2 ** 53, 1, 2 ** -90])).toBe(2 ** 53 + 2);
    expect(sumOf([2 ** 53, 1, -(2 ** -90)])).toBe(2 ** 53);
    expect(sumOf([2 ** 53, 1])).toBe(2 ** 53);
  });

  it("counts a term as `exactTerm` says, down to the smallest", () => {
    const small = fc.oneof(fc.double({ min: -(2 ** -50), max: 2 ** -50, noNaN: true }), term);
    fc.assert(
      fc.property(small, (x) => {
        expect(exactTerm(x) + 0).toBe(sumOf([x]));
      }),
      { numRuns: 5000 },
    );
  });

  it("does not depend on the order of the terms", () => {
    expect(sumOf([1e15, 1e-12, -1e15])).toBe(1e-12 + 0);
    fc.assert(
      fc.property(
        fc
          .array(term, { maxLength: 40 })
          .chain((terms) =>
            fc.tuple(fc.constant(terms), fc.shuffledSubarray(terms, { minLength: terms.length })),
          ),
        ([terms, shuffled]) => {
          expect(sumOf(shuffled)).toBe(sumOf(terms));
        },
      ),
    );
  });

  it("leaves no trace of a term that was taken out again", () => {
    const sums = new ExactSums(1);
    sums.add(0, 0.1);
    for (let i = 1; i < 1000; i++) sums.add(0, i * 1.1e9);
    for (let i = 1; i < 1000; i++) sums.add(0, -i * 1.1e9);
    expect(sums.value(0)).toBe(0.1);
  });

  it("merges the exact content of slots, with either sign", () => {
    const sums = new ExactSums(3);
    sums.add(0, 1e10);
    sums.add(0, 1e-14);
    sums.add(1, 3e-15);
    sums.merge(2, 0, 1);
    sums.merge(2, 1, -1);
    sums.merge(2, 0, -1);
    expect(sums.value(2)).toBe(-3e-15);
  });

  it("stays exact beyond the terms that one bin can hold", () => {
    const sums = new ExactSums(1);
    for (let i = 0; i < 3_000_000; i++) sums.add(0, 0.1);
    expect(sums.value(0)).toBe(toDouble(units(0.1) * 3_000_000n));
  });

  it("turns to NaN on a term outside its range, instead of losing it", () => {
    expect(sumOf([1, 2 ** 60])).toBeNaN();
    expect(sumOf([Number.POSITIVE_INFINITY])).toBeNaN();
  });

  it("reuses released slots from zero, and grows", () => {
    const sums = new ExactSums();
    const slots = Array.from({ length: 100 }, () => sums.allocate());
    for (const slot of slots) sums.add(slot, slot);
    expect(slots.map((slot) => sums.value(slot))).toEqual(slots);
    sums.release(7);
    expect(sums.allocate()).toBe(7);
    expect(sums.value(7)).toBe(0);
  });
});
