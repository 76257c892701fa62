import { describe, expect, it } from "vitest";
import { forwardPortions } from "../../../../engine/margin/derive/forward.ts";

/** Derive chain 957, ForwardDataUpdated of BTC expiry 1789113600 in its settlement window, and the spot then. */
const REAL = {
  expiry: 1_789_113_600,
  updatedAt: 1_789_112_576,
  spot: 77_256.21017112606,
  forwardSpotDifference: -0.3176833613833878,
  settlementStartAggregate: 4_638_352.302805933,
  currentSpotAggregate: 64_671_300.7087832,
};

describe("forward portions", () => {
  it("moves wholly with spot until 30 minutes before expiry, whatever the aggregates", () => {
    const early = { ...REAL, updatedAt: REAL.expiry - 1800 };
    expect(forwardPortions(early)).toEqual({ fixed: 0, variable: 77_256.21017112606 - 0.3176833613833878 });
  });

  it("subtracts a start aggregate that is not zero", () => {
    const { fixed, variable } = forwardPortions(REAL);
    expect(fixed).toBeCloseTo(33_351.6380033207, 8);
    expect(variable).toBeCloseTo((77_255.89248776468 * 1024) / 1800, 8);
    expect(Math.abs(fixed + variable - REAL.spot) / REAL.spot).toBeLessThan(1e-3);
  });

  it("is the settlement price at expiry, and no longer moves", () => {
    const settled = { ...REAL, updatedAt: REAL.expiry };
    const { fixed, variable } = forwardPortions(settled);
    expect(fixed).toBeCloseTo(33_351.6380033207, 8);
    expect(variable).toBe(0);
  });
});
