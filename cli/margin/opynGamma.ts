import * as z from "zod";
import { number, right } from "../schema/primitives.ts";
import { marginCalculation } from "./marginCalculation.ts";

const vault = {
  right,
  shortAmount: number("oTokens minted, base units, >= 0"),
  shortStrike: number("strike asset per base unit, > 0"),
  collateralAmount: number("whole collateral tokens, >= 0"),
  collateralPriceUsd: number("> 0"),
  underlyingPriceUsd: number("> 0"),
  strikeAssetPriceUsd: number("> 0"),
};

export const opynGamma = marginCalculation({
  model: "opyn-gamma",
  summary: "one Opyn Gamma vault, fully or partly collateralised",
  input: z.discriminatedUnion("kind", [
    z.strictObject({
      ...vault,
      kind: z.literal("full"),
      longAmount: number("base units of the long oToken, 0 for none"),
      longStrike: number("strike asset per base unit, 0 for none"),
    }),
    z.strictObject({
      ...vault,
      kind: z.literal("naked"),
      upperBound: number("largest value of an at-the-money option as a share of spot, 0 to 1"),
      spotShock: number("price that the margin assumes, as a share of spot, 0 to 1"),
    }),
  ]),
  example: {
    kind: "naked",
    right: "put",
    shortAmount: 1,
    shortStrike: 100,
    collateralAmount: 20,
    collateralPriceUsd: 1,
    underlyingPriceUsd: 150,
    strikeAssetPriceUsd: 1,
    upperBound: 0.1678,
    spotShock: 0.75,
  },
});
