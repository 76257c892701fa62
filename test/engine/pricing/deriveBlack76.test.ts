import { describe, expect, test } from "vitest";
import { black76Greeks, black76Price } from "../../../engine/pricing/black76.ts";
import fixture from "../../fixtures/pricing/derive-black76.json" with { type: "json" };

/** The contract's own test tolerance: 1e6 wei of an 18-decimal number. */
const ON_CHAIN_TOLERANCE = 1e-12;

describe.each(fixture.rows)(
  "Derive Black76: $seconds s, volatility $volatility, $forward / $strike",
  (row) => {
    const timeToExpiry = row.seconds / 31_536_000;
    const input = {
      forward: row.forward,
      strike: row.strike,
      timeToExpiry,
      volatility: row.volatility,
      rate: -Math.log(row.discount) / timeToExpiry,
    };
    const scale = Math.max(row.forward, row.strike);

    test("prices equal the exact value", () => {
      const call = black76Price({ ...input, right: "call" });
      const put = black76Price({ ...input, right: "put" });
      expect(Math.abs(call - row.call)).toBeLessThanOrEqual(1e-12 * row.call);
      expect(Math.abs(put - row.put)).toBeLessThanOrEqual(1e-12 * row.put);
      expect(Math.abs(call - row.assertedCall)).toBeLessThanOrEqual(ON_CHAIN_TOLERANCE * scale);
      expect(Math.abs(put - row.assertedPut)).toBeLessThanOrEqual(ON_CHAIN_TOLERANCE * scale);
    });

    test("delta carries the discount factor", () => {
      const greeks = black76Greeks({ ...input, right: "call" });
      if (row.forward === 0 || row.strike === 0) {
        expect(greeks.ok).toBe(false);
        return;
      }
      const expected = row.undiscountedCallDelta * row.discount;
      expect(greeks.ok && greeks.value.delta).toBeCloseTo(expected, 14);
    });
  },
);

test("annualise: the year is 31,536,000 seconds", () => {
  for (const [seconds, years] of fixture.annualise) expect((seconds ?? 0) / 31_536_000).toBe(years);
});
