import * as z from "zod";
import { number, right } from "../schema/primitives.ts";
import { marginCalculation } from "./marginCalculation.ts";

export const premia = marginCalculation({
  model: "premia-v3",
  summary: "short contracts of one Premia v3 pool",
  input: z.strictObject({
    right,
    contracts: number("base units, >= 0"),
    strike: number("quote units per base unit, > 0"),
    basePriceUsd: number("> 0"),
    quotePriceUsd: number("> 0"),
  }),
  example: { right: "put", contracts: 2, strike: 2500, basePriceUsd: 3000, quotePriceUsd: 1 },
});
