import { collateralBalance, integrityAnomaly } from "ponder:schema";
import { describe, expect, it } from "vitest";
import { collateral, told } from "./support.ts";

describe("a collateral balance", () => {
  it("keeps the amount and the state that a fact does not mention", async () => {
    const memory = await told(
      collateral({ amount: 100n, venueState: { index: "1" } }),
      collateral({ venueState: { index: "2" } }),
      collateral({ amount: 70n }),
    );
    expect(memory.row(collateralBalance)).toMatchObject({
      amount: 70n,
      asset: "USDC",
      decimals: 18,
      venueState: { index: "2" },
      blockNumber: 3,
    });
  });

  it("can be owed: Derive lets cash be borrowed", async () => {
    const memory = await told(collateral({ amount: -5n * 10n ** 18n }));
    expect(memory.row(collateralBalance).amount).toBe(-5n * 10n ** 18n);
  });

  it("of a token that nobody knows has no decimals, which is not zero decimals", async () => {
    const memory = await told(collateral({ asset: "unknown:0xabc", decimals: null, amount: 1n }));
    expect(memory.row(collateralBalance)).toMatchObject({ asset: "unknown:0xabc", decimals: null });
  });

  it("that does not continue the record is an integrity anomaly, and the after-state still counts", async () => {
    const memory = await told(
      collateral({ amount: 100n, expectedAmountBefore: 0n }),
      collateral({ amount: 70n, expectedAmountBefore: 90n }),
    );
    expect(memory.row(collateralBalance).amount).toBe(70n);
    expect(memory.row(integrityAnomaly)).toMatchObject({
      venue: "derive-v2",
      subject: "42:0x57b03e14d409adc7fab6cfc44b5886cad2d5f02b",
      rule: "collateral-continuity",
      evidence: { expected: "90", recorded: "100" },
      blockNumber: 2,
    });
  });

  it("that continues the record leaves no trace", async () => {
    const memory = await told(
      collateral({ amount: 100n, expectedAmountBefore: 0n }),
      collateral({ amount: 0n, expectedAmountBefore: 100n }),
      collateral({ amount: 1n, expectedAmountBefore: 0n }),
    );
    expect(memory.rows(integrityAnomaly)).toEqual([]);
    expect(memory.rows(collateralBalance)).toHaveLength(1);
  });
});
