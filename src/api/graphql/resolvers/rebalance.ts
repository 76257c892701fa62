import type { Address } from "viem";
import { proposeCollateralRebalance } from "../../../../engine/rebalance/proposeCollateralRebalance.ts";
import { withinBudget } from "../../../../engine/solvers/highs/timeBudget.ts";
import { ClearspanError } from "../../../errors.ts";
import { readOwnerRisk } from "../../account/read.ts";
import { applyMandate, type MandatedInput } from "../../rebalance/applyMandate.ts";
import { rebalanceInput } from "../../rebalance/input.ts";
import { readMandate } from "../../rebalance/mandateRequest.ts";
import { oraclePolicies } from "../../rebalance/oraclePolicy.ts";
import { forecastPrices, type UnderlyingHistory } from "../../rebalance/priceForecast.ts";
import { readHistories } from "../../rebalance/readHistories.ts";
import { readOracleView } from "../../rebalance/readOracleView.ts";
import { withTransfers } from "../../rebalance/transfers.ts";
import { triggersOf } from "../../rebalance/triggers.ts";
import type { ApiContext } from "../context.ts";
import { rebalanceOnWire } from "./rebalanceOnWire.ts";
import { triggerOnWire } from "./triggerOnWire.ts";

/** Of one programme. */
const LP_LIMITS = { timeLimitMs: 400 };
/** Of all programmes of a proposal together: a query has five seconds, and reads before it solves. */
const SOLVER_BUDGET_MS = 3_500;
const DAYS_PER_YEAR = 365;

interface RebalanceArgs {
  readonly owner: Address;
  readonly mandate?: unknown;
}

/** `proposeRebalance`: the trades and transfers by which an owner's book meets a mandate, when they pay for themselves. */
export const rebalanceResolvers = {
  Query: {
    proposeRebalance: async (_: unknown, { owner, mandate }: RebalanceArgs, context: ApiContext) => {
      const request = readMandate(mandate);
      const risk = await readOwnerRisk(context.db, owner, context.wallClock());
      const oracle = await readOracleView(context.db, risk);
      const needsForecast = request.riskAversion !== undefined || request.strategy === "VOLATILITY_TARGET";
      const histories = needsForecast ? await readHistories(context.db, risk, oracle.markets) : null;
      const { forecast, issues: assumed } = forecastPrices(histories ?? []);
      const policyOf = oraclePolicies(
        risk,
        oracle,
        request.horizonDays / DAYS_PER_YEAR,
        volatilitiesOf(histories ?? []),
      );
      const { input, issues } = rebalanceInput(risk, request, policyOf);
      const mandated = orThrow(applyMandate(request, risk, withTransfers(request, risk, input), forecast));
      const solver = withinBudget(await context.solver(), SOLVER_BUDGET_MS);
      const proposal = await proposeCollateralRebalance(mandated.input, solver, LP_LIMITS);
      const answer = { risk, request, mandated, proposal, issues: [...issues, ...assumed] };
      return {
        ...rebalanceOnWire(answer),
        // Only for those who ask: days of rounds are the dearest read here.
        triggers: async () => {
          const days = histories ?? (await readHistories(context.db, risk, oracle.markets));
          return triggersOf({ risk, oracle, histories: days, mandated, request }).map(triggerOnWire);
        },
      };
    },
  },
};

function volatilitiesOf(histories: readonly UnderlyingHistory[]): ReadonlyMap<string, number> {
  return new Map(
    histories.flatMap(({ underlying, volatility }) =>
      volatility === null ? [] : [[underlying, volatility] as const],
    ),
  );
}

function orThrow(mandated: ReturnType<typeof applyMandate>): MandatedInput {
  if (mandated.ok) return mandated.value;
  const details = mandated.issues.map(({ message }) => message).join("\n");
  throw new ClearspanError("BAD_USER_INPUT", "The mandate cannot be applied to this book.", { details });
}
