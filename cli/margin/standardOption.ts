import * as z from "zod";
import { STANDARD_RATES } from "../../engine/margin/deribitStandard.ts";
import { number, right } from "../schema/primitives.ts";
import { marginCalculation } from "./marginCalculation.ts";

export const standardOption = marginCalculation({
  model: "standard-option",
  summary: "coin-settled options of one coin under an order book's standard rule",
  input: z.strictObject({
    collateralCoins: number("coin balance"),
    underlyingPriceUsd: number("> 0"),
    options: z.array(
      z.strictObject({
        right,
        strike: number("USD per base unit, > 0"),
        size: number("signed, base units"),
        markCoin: number("mark price in coins per base unit, >= 0"),
      }),
    ),
    rates: z
      .strictObject({
        initial: number("share of a coin for a short at the money"),
        initialFloor: number("least share that an out-of-the-money short keeps"),
        maintenance: number("share of a coin"),
      })
      .describe("published rates of order books: Deribit 0.15, 0.1, 0.075; Aevo 0.15, 0.1, 0.1"),
  }),
  example: {
    collateralCoins: 1,
    underlyingPriceUsd: 60_000,
    options: [{ right: "call", strike: 66_000, size: -2, markCoin: 0.012 }],
    rates: STANDARD_RATES.deribit,
  },
});
