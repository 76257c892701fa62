import { describe, expect, test } from "vitest";
import { MARGIN_MODELS } from "../../../engine/margin/models.ts";
import { DERIVE_SHAPED_GRID } from "../../../engine/margin/openGrid/presets.ts";
import { okValue } from "./support.ts";

describe("registry", () => {
  const samples = {
    "open-grid": MARGIN_MODELS["open-grid"]({ legs: [], definition: DERIVE_SHAPED_GRID, equityUsd: 1 }),
    "premia-v3": MARGIN_MODELS["premia-v3"]({
      right: "call",
      contracts: 1,
      strike: 1,
      basePriceUsd: 1,
      quotePriceUsd: 1,
    }),
    squeeth: MARGIN_MODELS.squeeth({ collateralEth: 1, shortOsqth: 1, normFactor: 1, ethPriceUsd: 1 }),
    "perp-v2": MARGIN_MODELS["perp-v2"]({
      settlementBalanceUsd: 1,
      owedRealizedPnlUsd: 0,
      pendingFundingUsd: 0,
      pendingFeeUsd: 0,
      collateral: [],
      markets: [],
      imRatio: 0.1,
      mmRatio: 0.0625,
    }),
  };

  test.each(Object.entries(samples))("a report of %s carries the name of its model", (name, result) => {
    expect(okValue(result).model.startsWith(name)).toBe(true);
  });

  test("models are listed in alphabetical order, each once", () => {
    const names = Object.keys(MARGIN_MODELS);
    expect(names).toEqual([...new Set(names)].sort());
  });
});
