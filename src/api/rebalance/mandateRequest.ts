import { z } from "zod";
import { ClearspanError } from "../../errors.ts";

const above0 = (most: number) =>
  z.number().refine((value) => value > 0 && value <= most, { error: `must be above 0 and at most ${most}` });
const from0 = z.number().nonnegative();

const deltaTarget = z.object({
  underlying: z
    .string()
    .max(32)
    .transform((symbol) => symbol.toUpperCase()),
  target: z.number().default(0),
  halfWidth: from0.default(0),
});

const transferTerms = z.object({
  feeBps: from0.lt(10_000).default(0),
  fixedCostUsd: from0.default(0),
  haircut: from0.lt(1).default(0),
  etaSeconds: z.int().nonnegative().default(0),
});

const mandateShape = z.object({
  strategy: z.enum(["COLLATERAL", "DELTA_NEUTRAL", "VOLATILITY_TARGET"]).default("COLLATERAL"),
  horizonDays: above0(3_650).default(30),
  marginChargeRate: above0(10).default(0.1),
  riskAversion: above0(1).nullish(),
  orderCostUsd: from0.default(0),
  transfer: transferTerms.nullish(),
  deltas: z.array(deltaTarget).max(50).nullish(),
  targetVolatility: above0(100).nullish(),
  capitalUsd: above0(1e15).nullish(),
  tolerance: z.number().min(0).max(1).default(0.05),
});

/** What a rebalance is asked to do, in the words of the API. */
export type MandateRequest = z.output<typeof mandateShape>;

/**
 * Checks a mandate and fills in what is left out.
 * @throws ClearspanError BAD_USER_INPUT that names every field at fault
 */
export function readMandate(input: unknown): MandateRequest {
  // GraphQL tells an argument that was left out from one that is null; here both mean the default.
  const given = Object.entries({ ...(input as object | null) }).filter(([, value]) => value !== null);
  const parsed = mandateShape.safeParse(Object.fromEntries(given));
  if (parsed.success) {
    const { strategy, targetVolatility } = parsed.data;
    if (strategy !== "VOLATILITY_TARGET" || typeof targetVolatility === "number") return parsed.data;
    throw new ClearspanError("BAD_USER_INPUT", "mandate.targetVolatility is needed for VOLATILITY_TARGET.");
  }
  const problems = parsed.error.issues.map(({ path, message }) => `mandate.${path.join(".")} ${message}`);
  throw new ClearspanError("BAD_USER_INPUT", `${problems[0]}.`, { details: problems.join("\n") });
}
