import * as z from "zod";
import { number } from "../schema/primitives.ts";
import { marginCalculation } from "./marginCalculation.ts";

export const squeeth = marginCalculation({
  model: "squeeth",
  summary: "one Squeeth vault",
  input: z.strictObject({
    collateralEth: number(">= 0"),
    shortOsqth: number("oSQTH minted and owed, >= 0"),
    normFactor: number("normalisation factor rolled forward to now, > 0"),
    ethPriceUsd: number("USD per ETH, the 420 s average"),
    range: z
      .strictObject({
        liquidity: number(">= 0"),
        lowerPrice: number("ETH per oSQTH, > 0"),
        upperPrice: number("ETH per oSQTH, above lowerPrice"),
        poolPrice: number("ETH per oSQTH, the 420 s average"),
        owedEth: number("uncollected fees, >= 0"),
        owedOsqth: number("uncollected fees, >= 0"),
      })
      .describe("an oSQTH/ETH Uniswap v3 position lodged as collateral")
      .exactOptional(),
  }),
  example: { collateralEth: 20, shortOsqth: 50, normFactor: 0.45, ethPriceUsd: 3000 },
});
