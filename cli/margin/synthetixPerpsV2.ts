import * as z from "zod";
import { number } from "../schema/primitives.ts";
import { marginCalculation } from "./marginCalculation.ts";

export const synthetixPerpsV2 = marginCalculation({
  model: "synthetix-perps-v2",
  summary: "one isolated Synthetix PerpsV2 position",
  input: z.strictObject({
    marginUsd: number("sUSD at the last interaction, P&L and funding up to then folded in, >= 0"),
    size: number("base units, signed; 0 is margin not yet used"),
    lastPriceUsd: number("price at which it was last marked, not the entry price"),
    markPriceUsd: number("> 0"),
    accruedFundingUsd: number("funding since the last interaction, > 0 when received"),
    params: z.strictObject({
      maxLeverage: number("> 0"),
      minInitialMarginUsd: number(">= 0"),
      liquidationBufferRatio: number("fraction of notional"),
      liquidationFeeRatio: number("fraction of notional"),
      minKeeperFeeUsd: number(">= 0"),
      maxKeeperFeeUsd: number(">= 0"),
      keeperLiquidationFeeUsd: number(">= 0"),
      liquidationPremiumMultiplier: number(">= 0"),
      skewScale: number("base units, > 0"),
    }),
  }),
  example: {
    marginUsd: 993.999985,
    size: 5,
    lastPriceUsd: 2000.005,
    markPriceUsd: 2000,
    accruedFundingUsd: 0,
    params: {
      maxLeverage: 55,
      minInitialMarginUsd: 40,
      liquidationBufferRatio: 0.0075,
      liquidationFeeRatio: 0.0035,
      minKeeperFeeUsd: 2,
      maxKeeperFeeUsd: 1000,
      keeperLiquidationFeeUsd: 2,
      liquidationPremiumMultiplier: 1.5625,
      skewScale: 1_000_000,
    },
  },
});
