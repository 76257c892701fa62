import * as z from "zod";
import { number } from "../schema/primitives.ts";
import { marginCalculation } from "./marginCalculation.ts";

export const lyraV1 = marginCalculation({
  model: "lyra-v1",
  summary: "one Lyra v1 short",
  input: z.strictObject({
    optionType: z.enum(["shortCallBase", "shortCallQuote", "shortPutQuote"]),
    amount: number("base units, >= 0"),
    strike: number("USD per base unit, > 0"),
    secondsToExpiry: number(">= 0"),
    spotUsd: number("> 0"),
    rate: number("the market's rateAndCarry, continuous"),
    collateral: number("base for shortCallBase, quote otherwise, >= 0"),
    params: z.strictObject({
      minStaticQuoteCollateral: number(">= 0"),
      minStaticBaseCollateral: number(">= 0"),
      shockVolA: number("per 1.00"),
      shockVolPointASeconds: number(">= 0"),
      shockVolB: number("per 1.00"),
      shockVolPointBSeconds: number("at or after point A"),
      callSpotPriceShock: number("multiple of spot, > 0"),
      putSpotPriceShock: number("multiple of spot, > 0"),
    }),
  }),
  example: {
    optionType: "shortCallBase",
    amount: 20,
    strike: 1500,
    secondsToExpiry: 2_419_200,
    spotUsd: 5000,
    rate: 0.05,
    collateral: 18,
    params: {
      minStaticQuoteCollateral: 200,
      minStaticBaseCollateral: 0.2,
      shockVolA: 2.5,
      shockVolPointASeconds: 1_209_600,
      shockVolB: 1.8,
      shockVolPointBSeconds: 4_838_400,
      callSpotPriceShock: 1.2,
      putSpotPriceShock: 0.8,
    },
  },
});
