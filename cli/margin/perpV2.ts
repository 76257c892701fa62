import * as z from "zod";
import { number, text } from "../schema/primitives.ts";
import { marginCalculation } from "./marginCalculation.ts";

const collateral = z.strictObject({
  amount: number("whole tokens, >= 0"),
  priceUsd: number(">= 0"),
  ratio: number("share of its value that counts, 0 to 1"),
});

const market = z.strictObject({
  market: text("catalog symbol or base token address"),
  size: number("base units: taker size plus base in ranges less base debt"),
  openNotionalUsd: number("net quote of the position, < 0 for a long"),
  baseBalance: number("base units; debt when negative"),
  quoteBalanceUsd: number("debt when negative"),
  markPriceUsd: number("the contract's mark price, > 0"),
});

export const perpV2 = marginCalculation({
  model: "perp-v2",
  summary: "one Perp v2 (Curie) account over all its markets",
  input: z.strictObject({
    settlementBalanceUsd: number("vault balance of the settlement token, signed"),
    owedRealizedPnlUsd: number("realised and not yet settled"),
    pendingFundingUsd: number("accrued since the last settlement, > 0 when owed"),
    pendingFeeUsd: number("maker fees not yet collected, >= 0"),
    collateral: z.array(collateral).describe("tokens other than the settlement token"),
    markets: z.array(market),
    imRatio: number("0 to 1"),
    mmRatio: number("0 to 1"),
  }),
  example: {
    settlementBalanceUsd: 1000,
    owedRealizedPnlUsd: 0,
    pendingFundingUsd: 0,
    pendingFeeUsd: 0,
    collateral: [],
    markets: [
      {
        market: "vETH",
        size: 2,
        openNotionalUsd: -4027.65726592945,
        baseBalance: 2,
        quoteBalanceUsd: -4027.65726592945,
        markPriceUsd: 1999.83501839181,
      },
    ],
    imRatio: 0.1,
    mmRatio: 0.0625,
  },
});
