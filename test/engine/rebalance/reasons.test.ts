import { describe, expect, it } from "vitest";
import { localSolver, perp, propose, venue } from "./support.ts";
import { ethRisk, FREE, mandate, per, row } from "./termsSupport.ts";

const lp = localSolver();

describe("why not", () => {
  it("finds nothing inside the limits when the rewards outweigh the risk", async () => {
    // Getting rid of the risk is worth 50 at most, and gives up 400 of theta.
    const sets = [venue("a", [perp("p", -10, FREE)], 0)];
    const legs = [per("a", "p", 1)];
    const terms = {
      rows: [row("greek:delta:ETH", legs, { lower: -10, upper: 0 })],
      rewards: [{ name: "theta", perUnit: [per("a", "p", -40)] }],
      risk: ethRisk(1e-7, legs),
    };
    const { decision } = await propose(mandate(sets, terms), lp);
    expect(decision).toMatchObject({ action: "NO_TRADE", reasonCode: "WITHIN_BAND" });
  });

  it("says when carry alone turns a release of margin into a loss", async () => {
    const earning = { ...FREE, carryShortUsdPerYear: 150, carryLongUsdPerYear: -160 };
    const sets = [
      venue("a", [perp("long", 10, { ...FREE, maxPosition: 10 })], 0.1),
      venue("b", [perp("short", -10, earning)], 0.1),
    ];
    const both = [per("a", "long", 1), per("b", "short", 1)];
    const terms = { rows: [row("greek:delta:ETH", both, { lower: 0, upper: 0 })] };
    const { decision } = await propose(mandate(sets, terms, { marginChargePerYear: 0.2 }), lp);
    expect(decision).toMatchObject({ action: "NO_TRADE", reasonCode: "NEGATIVE_EXPECTED_RETURN" });
    expect(decision.benefitUsd).toBeCloseTo(300 - 375, 1);
  });

  it("says when the benefit is within the error of its estimate", async () => {
    const sets = [venue("a", [perp("p", 10)], 0)];
    const risk = ethRisk(1e-5, [per("a", "p", 1)]);
    const sure = await propose(
      mandate(sets, { risk }, { confidence: { relativeError: 0.3, standardErrors: 2 } }),
      lp,
    );
    expect(sure.decision.action).toBe("TRADE");
    expect(sure.decision.standardErrorUsd).toBeCloseTo(0.3 * sure.decision.terms.riskReductionUsd, 9);
    const unsure = await propose(
      mandate(sets, { risk }, { confidence: { relativeError: 0.6, standardErrors: 2 } }),
      lp,
    );
    expect(unsure.orders).toEqual([]);
    expect(unsure.decision).toMatchObject({ action: "NO_TRADE", reasonCode: "LOW_CONFIDENCE" });
  });

  it("says when only the age of a price stands in the way", async () => {
    const oracle = { policy: "exclude", reason: "4,000 s old", rule: "stale" } as const;
    const sets = [venue("a", [perp("p", 10, { oracle })], 0)];
    const given = mandate(sets, { risk: ethRisk(1e-5, [per("a", "p", 1)]) });
    const { decision } = await propose(given, lp);
    expect(decision).toMatchObject({ action: "BLOCKED_BY_ORACLE", reasonCode: "STALE_ORACLE" });
    expect(decision.reason).toContain("a/p (exclude: 4,000 s old)");
  });
});
