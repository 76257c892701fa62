import type * as z from "zod";
import { proposeCollateralRebalance } from "../../engine/rebalance/proposeCollateralRebalance.ts";
import { fail, ok, type Result } from "../../engine/result.ts";
import { createLpSolver } from "../../engine/solvers/highs/client.ts";
import { withinBudget } from "../../engine/solvers/highs/timeBudget.ts";
import type { LpSolver } from "../../engine/solvers/lp.ts";
import { calculation } from "../calculation.ts";
import { answerSchema, type ProposalAnswer } from "../schema/proposal.ts";
import { proposeInputSchema } from "../schema/rebalance.ts";
import { solverThread } from "../solverThread.ts";
import { objectiveReport, underObjective } from "../underObjective.ts";

/** Wall time of one proposal; what curved costs have not settled by then is reported as their gap. */
const BUDGET_MS = 60_000;

/** The best rebalance of a book under a mandate and what it is for; malformed input fails and names its fields. */
export async function runPropose(
  { objective, ...book }: z.output<typeof proposeInputSchema>,
  lp: LpSolver,
): Promise<Result<ProposalAnswer>> {
  const under = objective === undefined ? ok({ input: book, issues: [] }) : underObjective(book, objective);
  if (!under.ok) return under;
  const proposal = await proposeCollateralRebalance(under.value.input, withinBudget(lp, BUDGET_MS));
  if (proposal.decision.reasonCode === "INVALID_INPUT") return fail(...proposal.issues);
  if (objective === undefined) return ok(proposal);
  const report = objectiveReport(objective, proposal.orders);
  if (!report.ok) return report;
  return ok({
    ...proposal,
    issues: [...under.value.issues, ...proposal.issues],
    objective: report.value,
  });
}

const legExample = {
  underlying: "ETH",
  notionalUsdPerUnit: 3000,
  greeksPerUnit: { delta: 1 },
  feeBps: 5,
  halfSpreadBps: 1,
  carryLongUsdPerYear: 0,
  carryShortUsdPerYear: 0,
  lot: 0.1,
  minimumTrade: 0.1,
  oracle: { policy: "use" },
} as const;

const marginExample = {
  name: "size",
  pieces: [
    { name: "long", constantUsd: 0, usdPerUnit: [300] },
    { name: "short", constantUsd: 0, usdPerUnit: [-300] },
  ],
};

export const propose = calculation({
  summary: "trades that keep the greeks and release margin for less than they cost, or why there are none",
  example: {
    mandate: {
      horizonYears: 0.25,
      marginChargePerYear: 0.2,
      keep: [{ greek: "delta", relativeTolerance: 0.001 }],
      minimumNetUsd: 0,
    },
    nettingSets: [
      {
        id: "gmx",
        equityUsd: 100_000,
        legs: [{ ...legExample, instrumentId: "gmx:ETH", quantity: 10 }],
        margin: [marginExample],
      },
      {
        id: "perp",
        equityUsd: 100_000,
        legs: [{ ...legExample, instrumentId: "perp:ETH", quantity: -10 }],
        margin: [marginExample],
      },
    ],
  },
  input: proposeInputSchema,
  output: answerSchema,
  async open() {
    const lp = await createLpSolver(solverThread);
    return { run: (input) => runPropose(input, lp), close: () => lp.close() };
  },
});
