import { z } from "zod";
import { ClearspanError } from "../../errors.ts";

const within = (holds: (value: number) => boolean, rule: string) =>
  z.number().refine(holds, { error: `must be ${rule}` });
const above0 = (most: number) => within((value) => value > 0 && value <= most, `above 0 and at most ${most}`);
const from0 = within((value) => value >= 0, "0 or more");
const from0Below = (end: number) =>
  within((value) => value >= 0 && value < end, `0 or more and below ${end}`);

const deltaTarget = z.object({
  underlying: z
    .string()
    .max(32, { error: "must have at most 32 characters" })
    .transform((symbol) => symbol.toUpperCase()),
  target: z.number().default(0),
  halfWidth: from0.default(0),
});

const transferTerms = z.object({
  feeBps: from0Below(10_000).default(0),
  fixedCostUsd: from0.default(0),
  haircut: from0Below(1).default(0),
  etaSeconds: from0.default(0),
});

const mandateShape = z.object({
  strategy: z.enum(["COLLATERAL", "DELTA_NEUTRAL", "VOLATILITY_TARGET"]).default("COLLATERAL"),
  horizonDays: above0(3_650).default(30),
  marginChargeRate: above0(10).default(0.1),
  riskAversion: above0(1).optional(),
  orderCostUsd: from0.default(0),
  transfer: transferTerms.optional(),
  deltas: z
    .array(deltaTarget)
    .min(1, { error: "must name an underlying, or be left out for all of them" })
    .max(50, { error: "must name at most 50 underlyings" })
    .optional(),
  targetVolatility: above0(100).optional(),
  capitalUsd: above0(1e15).optional(),
  maxUtilisation: above0(1).optional(),
  tolerance: within((value) => value >= 0 && value <= 1, "from 0 to 1").default(0.05),
});

/** Net delta of an underlying over all venues, base units, with its band. */
export type DeltaTarget = z.output<typeof deltaTarget>;

/** What a rebalance is asked to do, in the words of the API. */
export type MandateRequest = z.output<typeof mandateShape>;

/** Fields that not every strategy reads: elsewhere they would be dropped in silence. */
const OWN_FIELDS = [
  // Where every net delta stays, so does its risk.
  ["riskAversion", ["DELTA_NEUTRAL", "VOLATILITY_TARGET"]],
  ["deltas", ["DELTA_NEUTRAL"]],
  ["targetVolatility", ["VOLATILITY_TARGET"]],
  ["capitalUsd", ["VOLATILITY_TARGET"]],
] as const;

/**
 * Checks a mandate and fills in what is left out.
 * @throws ClearspanError BAD_USER_INPUT that names every field at fault
 */
export function readMandate(input: unknown): MandateRequest {
  const parsed = mandateShape.safeParse(withoutNulls(input ?? {}));
  const problems = parsed.success
    ? strategyProblems(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `mandate.${path.join(".")} ${message}`);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new ClearspanError("BAD_USER_INPUT", `${problems[0]}.`, { details: problems.join("\n") });
}

function strategyProblems(request: MandateRequest): string[] {
  const strays = OWN_FIELDS.filter(
    ([field, owners]) => request[field] !== undefined && !owners.some((owner) => owner === request.strategy),
  );
  const problems = strays.map(
    ([field, owners]) =>
      `mandate.${field} belongs to ${owners.join(" and ")} and says nothing to ${request.strategy}`,
  );
  if (request.strategy === "VOLATILITY_TARGET" && request.targetVolatility === undefined)
    problems.push("mandate.targetVolatility is needed for VOLATILITY_TARGET");
  return problems;
}

/** GraphQL tells an argument that was left out from one that is null; here both mean the default. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const given = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(given.map(([name, one]) => [name, withoutNulls(one)]));
}
