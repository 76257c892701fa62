import { describe, expect, it } from "vitest";
import { certify } from "../../../engine/solvers/certificate.ts";
import { program, row } from "./support.ts";

// min -30 x - 50 y, x + 2 y <= 40, 2 x + y <= 50: optimum (20, 10) with duals (-70/3, -10/3).
const problem = program(
  [{ cost: -30 }, { cost: -50 }],
  [row([1, 2], { upper: 40 }), row([2, 1], { upper: 50 })],
);
const truth = { x: [20, 10], duals: [-70 / 3, -10 / 3] };

function check(x: readonly number[], duals: readonly number[]) {
  const claim = { solver: "claim", iterations: 0, gradient: problem.cost };
  return certify(problem, { ...claim, x: Float64Array.from(x), duals: Float64Array.from(duals) });
}

describe("certificate", () => {
  it("passes the optimum", () => {
    expect(check(truth.x, truth.duals)).toMatchObject({ passed: true, primalResidual: 0 });
  });

  it("fails a point outside a row, by the size of the violation", () => {
    const certificate = check([20, 10.41], truth.duals);
    expect(certificate.passed).toBe(false);
    expect(certificate.primalResidual).toBeCloseTo(0.82 / 41, 12);
  });

  it("fails a feasible vertex that is not optimal", () => {
    // (25, 0) with the dual of its only binding row: the reduced cost of y has the wrong sign.
    const certificate = check([25, 0], [0, -15]);
    expect(certificate.primalResidual).toBe(0);
    expect(certificate.passed).toBe(false);
    expect(certificate.dualResidual).toBeCloseTo(35 / 51, 12);
  });

  it("fails a dual of the wrong sign", () => {
    expect(check(truth.x, [-70 / 3, 10 / 3]).passed).toBe(false);
    expect(check([0, 0], [0, 0]).passed).toBe(false);
  });

  it("fails a multiplier on a row with slack", () => {
    const certificate = check([10, 10], truth.duals);
    expect(certificate.primalResidual).toBe(0);
    expect(certificate.dualResidual).toBeLessThan(1e-12);
    expect(certificate.complementarity).toBeGreaterThan(1e-3);
    expect(certificate.gap).toBeGreaterThan(1e-3);
    expect(certificate.passed).toBe(false);
  });

  it("fails NaN wherever it stands", () => {
    expect(check([Number.NaN, 10], truth.duals).passed).toBe(false);
    expect(check(truth.x, [Number.NaN, 0]).passed).toBe(false);
    expect(check([], truth.duals).passed).toBe(false);
  });

  it("detects an error one part in a hundred million", () => {
    expect(check([20 * (1 - 1e-8), 10], truth.duals).passed).toBe(false);
    expect(check(truth.x, [(-70 / 3) * (1 + 1e-8), -10 / 3]).passed).toBe(false);
  });

  it("does not take rounding noise on a remote bound for a gap", () => {
    const remote = program([{ cost: 1, upper: 1e15 }], [row([1], { lower: 1 })]);
    const noisy = certify(remote, {
      solver: "claim",
      iterations: 0,
      gradient: remote.cost,
      x: Float64Array.of(1),
      duals: Float64Array.of(1 + 2 ** -52),
    });
    expect(noisy.passed).toBe(true);
  });

  it("certifies a quadratic by its gradient at the point", () => {
    // min x^2 + y^2 with x + y >= 2: (1, 1), gradient (2, 2), dual 2.
    const plane = program(
      [
        { cost: 0, lower: -Infinity },
        { cost: 0, lower: -Infinity },
      ],
      [row([1, 1], { lower: 2 })],
    );
    const at = (x: number, y: number, dual: number) =>
      certify(plane, {
        solver: "claim",
        iterations: 0,
        x: Float64Array.of(x, y),
        gradient: Float64Array.of(2 * x, 2 * y),
        duals: Float64Array.of(dual),
      }).passed;
    expect(at(1, 1, 2)).toBe(true);
    expect(at(1.001, 0.999, 2)).toBe(false);
  });
});
