import * as z from "zod";
import { impliedVolatility as solve } from "../../engine/pricing/impliedVolatility.ts";
import { type Issue, invalid, ok, type Result } from "../../engine/result.ts";
import { calculation } from "../calculation.ts";
import { issueSchema } from "../schema/issue.ts";
import { number } from "../schema/primitives.ts";
import { priceInput } from "./price.ts";

export const impliedVolatilityInput = priceInput
  .omit({ volatility: true })
  .extend({ price: number("USD per base unit, >= 0") });

export const impliedVolatilityOutput = z.object({
  impliedVolatility: number("per 1.00, annualised; null with a reason").nullable(),
  reason: z
    .enum(["INVALID_INPUT", "EXPIRED", "BELOW_INTRINSIC", "ABOVE_MAXIMUM", "NOT_CONVERGED"])
    .nullable()
    .describe("why there is none"),
  issues: z
    .array(issueSchema)
    .describe("with INVALID_INPUT: the fields outside their domain")
    .exactOptional(),
});

type Input = z.output<typeof impliedVolatilityInput>;

/** Black-76 implied volatility, or why the price has none; a price without one is an answer and not a failure. */
export function runImpliedVolatility(input: Input): Result<z.output<typeof impliedVolatilityOutput>> {
  const { impliedVolatility, reason } = solve(input);
  const answer = { impliedVolatility, reason };
  return ok(reason === "INVALID_INPUT" ? { ...answer, issues: domainIssues(input) } : answer);
}

function domainIssues({ forward, strike, price }: Input): Issue[] {
  return [
    ...(forward > 0 ? [] : [invalid("forward", "> 0", forward)]),
    ...(strike > 0 ? [] : [invalid("strike", "> 0", strike)]),
    ...(price >= 0 ? [] : [invalid("price", ">= 0", price)]),
  ];
}

export const impliedVolatility = calculation({
  summary: "implied volatility of a European option's price on its forward",
  example: {
    kind: "option",
    right: "call",
    forward: 3000,
    strike: 3200,
    timeToExpiry: 0.25,
    price: 275.31578371711134,
    rate: 0.04,
  },
  input: impliedVolatilityInput,
  output: impliedVolatilityOutput,
  open: () => ({ run: runImpliedVolatility }),
});
