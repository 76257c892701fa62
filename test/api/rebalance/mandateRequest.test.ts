import { describe, expect, it } from "vitest";
import { readMandate } from "../../../src/api/rebalance/mandateRequest.ts";
import { ClearspanError } from "../../../src/errors.ts";

function refusal(mandate: unknown): ClearspanError {
  try {
    readMandate(mandate);
  } catch (error) {
    if (error instanceof ClearspanError) return error;
  }
  throw new Error("not refused");
}

describe("a mandate", () => {
  const defaults = {
    strategy: "COLLATERAL",
    horizonDays: 30,
    marginChargeRate: 0.1,
    orderCostUsd: 0,
    tolerance: 0.05,
  };

  it.each([
    ["left out", undefined],
    ["null", null],
    ["empty", {}],
    ["of nulls", { strategy: null, horizonDays: null, riskAversion: null, transfer: null, deltas: null }],
  ])("that is %s releases margin at the default terms", (_, mandate) => {
    expect(readMandate(mandate)).toEqual(defaults);
  });

  it("fills in what is left out, or null, inside its parts", () => {
    const { transfer, deltas } = readMandate({
      strategy: "DELTA_NEUTRAL",
      transfer: { feeBps: null, haircut: 0.02 },
      deltas: [{ underlying: "eth", target: null }],
    });
    expect(transfer).toEqual({ feeBps: 0, fixedCostUsd: 0, haircut: 0.02, etaSeconds: 0 });
    expect(deltas).toEqual([{ underlying: "ETH", target: 0, halfWidth: 0 }]);
  });

  it.each<[object, string]>([
    [{ horizonDays: 0 }, "mandate.horizonDays must be above 0 and at most 3650."],
    [
      { riskAversion: 1e-6 },
      "mandate.riskAversion belongs to DELTA_NEUTRAL and VOLATILITY_TARGET and says nothing to COLLATERAL.",
    ],
    [{ maxUtilisation: 1.1 }, "mandate.maxUtilisation must be above 0 and at most 1."],
    [{ riskAversion: 0 }, "mandate.riskAversion must be above 0 and at most 1."],
    [{ orderCostUsd: -1 }, "mandate.orderCostUsd must be 0 or more."],
    [{ tolerance: 1.5 }, "mandate.tolerance must be from 0 to 1."],
    [{ transfer: { feeBps: 10_000 } }, "mandate.transfer.feeBps must be 0 or more and below 10000."],
    [{ transfer: { haircut: 1 } }, "mandate.transfer.haircut must be 0 or more and below 1."],
    [
      { strategy: "DELTA_NEUTRAL", deltas: [{ underlying: "ETH", halfWidth: -1 }] },
      "mandate.deltas.0.halfWidth must be 0 or more.",
    ],
    [
      { strategy: "DELTA_NEUTRAL", deltas: [] },
      "mandate.deltas must name an underlying, or be left out for all of them.",
    ],
    [{ strategy: "VOLATILITY_TARGET" }, "mandate.targetVolatility is needed for VOLATILITY_TARGET."],
    [
      { deltas: [{ underlying: "ETH" }] },
      "mandate.deltas belongs to DELTA_NEUTRAL and says nothing to COLLATERAL.",
    ],
    [
      { strategy: "DELTA_NEUTRAL", targetVolatility: 0.1 },
      "mandate.targetVolatility belongs to VOLATILITY_TARGET and says nothing to DELTA_NEUTRAL.",
    ],
  ])("of %j is refused by name", (mandate, message) => {
    const error = refusal(mandate);
    expect(error.code).toBe("BAD_USER_INPUT");
    expect(error.shortMessage).toBe(message);
  });

  it("names every field at fault", () => {
    const { details } = refusal({ horizonDays: 0, transfer: { haircut: 2 } });
    expect(details?.split("\n")).toHaveLength(2);
  });
});
