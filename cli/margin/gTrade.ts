import * as z from "zod";
import { number } from "../schema/primitives.ts";
import { marginCalculation } from "./marginCalculation.ts";

export const gTrade = marginCalculation({
  model: "gtrade-v10",
  summary: "one isolated gTrade v10 trade",
  input: z.strictObject({
    isLong: z.boolean(),
    collateralAmount: number("whole collateral tokens, > 0"),
    leverage: number("notional over collateral, > 0"),
    openPrice: number("USD per base unit"),
    markPrice: number("USD per base unit"),
    collateralPriceUsd: number("USD per collateral token"),
    closingFeeFraction: number("fraction of notional, without the trader's fee tier"),
    minFeeNotionalUsd: number("smallest notional that the closing fee is charged on"),
    pendingHoldingFees: number("funding and borrowing not yet charged, collateral tokens, < 0 is received"),
    realizedPnl: number("P&L realised on the open trade less trading fees, collateral tokens"),
    closingSpread: number("half the pair's spread plus the trader's own, as a fraction of the open price"),
    liquidationParams: z.strictObject({
      maxSpread: number("fraction"),
      startThreshold: number("share of collateral, 0 to 1"),
      endThreshold: number("share of collateral, 0 to 1"),
      startLeverage: number(">= 0"),
      endLeverage: number(">= 0"),
    }),
  }),
  example: {
    isLong: true,
    collateralAmount: 100,
    leverage: 100,
    openPrice: 208.3721680875,
    markPrice: 208.5,
    collateralPriceUsd: 0.99988281,
    closingFeeFraction: 0.00016,
    minFeeNotionalUsd: 0,
    pendingHoldingFees: 0,
    realizedPnl: -1.6,
    closingSpread: 0.00005,
    liquidationParams: {
      maxSpread: 0.0002,
      startThreshold: 0.9,
      endThreshold: 0.7,
      startLeverage: 75,
      endLeverage: 250,
    },
  },
});
