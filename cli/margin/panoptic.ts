import * as z from "zod";
import { integer, number } from "../schema/primitives.ts";
import { marginCalculation } from "./marginCalculation.ts";

const token = z.union([z.literal(0), z.literal(1)]);
const pair = (description: string) => z.tuple([z.number(), z.number()]).describe(description);

const leg = z.strictObject({
  asset: token.describe("token that the size is counted in"),
  optionRatio: integer("1 to 127"),
  isLong: z.boolean(),
  tokenType: token.describe("token that the leg moves"),
  riskPartner: integer("index of the leg it is margined with, its own when it stands alone"),
  strikeTick: integer("tick"),
  width: integer("tick spacings; 0 is a loan or a credit"),
});

export const panoptic = marginCalculation({
  model: "panoptic-v2",
  summary: "one Panoptic v2 account in one pool; token amounts in raw units",
  input: z.strictObject({
    positions: z.array(
      z.strictObject({
        tickSpacing: integer("> 0"),
        size: number("raw units of the legs' asset, > 0"),
        legs: z.array(leg),
      }),
    ),
    tick: integer("tick at which the account is valued"),
    assets: pair("assets behind the collateral shares"),
    interest: pair("interest owed"),
    shortPremia: pair("premium owed to the short legs, settled share only"),
    longPremia: pair("premium owed by the long legs"),
    utilization: pair("highest utilisation at mint, basis points"),
    crossBuffer: pair("cross buffers of the pool's risk engine, fractions"),
    underlying: token.describe("which token is the underlying; the other is the quote"),
    decimals: pair("decimals of the tokens"),
    quotePriceUsd: number("USD per whole quote token, > 0"),
  }),
  example: {
    positions: [
      {
        tickSpacing: 60,
        size: 5e18,
        legs: [
          {
            asset: 0,
            optionRatio: 1,
            isLong: false,
            tokenType: 0,
            riskPartner: 0,
            strikeTick: -196_260,
            width: 10,
          },
        ],
      },
    ],
    tick: -196_260,
    assets: [2e18, 5e9],
    interest: [0, 0],
    shortPremia: [0, 0],
    longPremia: [0, 0],
    utilization: [5000, 5000],
    crossBuffer: [1, 0.9],
    underlying: 0,
    decimals: [18, 6],
    quotePriceUsd: 1,
  },
});
