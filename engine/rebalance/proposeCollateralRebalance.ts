import type { Issue } from "../result.ts";
import type { LpSolver } from "../solvers/lp.ts";
import type { SeparableLimits } from "../solvers/separable.ts";
import { collateralMoves } from "./collateralMoves.ts";
import { breaksLimits, isWorth, turnedDown, worthwhile } from "./decide.ts";
import { decision, termsSentence, withheldSentence } from "./decisionReason.ts";
import { greekLine } from "./evaluate.ts";
import { optimisePaid } from "./fixedCosts.ts";
import { type FlatBook, flattenBook } from "./flatBook.ts";
import type { RebalanceInput } from "./input.ts";
import type { OptimiseResult, Optimum } from "./optimise.ts";
import { oracleLines, withheldCode } from "./oracleLines.ts";
import { ordersOf, setMargins } from "./orders.ts";
import { standStill } from "./plan.ts";
import type { Infeasibility, OracleLine, RebalanceDecision, RebalanceProposal } from "./proposal.ts";
import { cheapestRelaxation } from "./relaxation.ts";
import { riskReport } from "./riskReport.ts";
import { constraintLines } from "./shadowPrices.ts";
import { validateRebalance } from "./validate.ts";

/**
 * Proposes the trades and transfers of collateral that are worth most over all venues at once, or says why there are
 * none. The mandate's greeks and rows hold; margin released, carry, rewards and risk removed count as benefit, and
 * fees, spread, impact, fixed costs and bridges as cost.
 *
 * Answers are one of: TRADE; PARTIAL (the oracle's policy withholds a part of the improvement); NO_TRADE with the
 * numbers of what was turned down; BLOCKED_BY_ORACLE; INFEASIBLE with the limits in conflict and the cheapest way
 * out. Deterministic, whatever the order of the input. Solves up to ten programmes, each under `limits`; with impact
 * or risk each takes up to `limits.roundLimit` linear ones, and fixed costs add up to ten more each for the book with
 * and without oracle policies, as do up to two in whole lots where rounding misses a limit: give a solver with one budget
 * (`withinBudget`) where time matters. Never throws and never rejects for data: malformed input is NO_TRADE / INVALID_INPUT, a solver without a certified answer is
 * NO_TRADE / SOLVER_FAILED, both with issues.
 */
export async function proposeCollateralRebalance(
  input: RebalanceInput,
  lp: LpSolver,
  limits: SeparableLimits = {},
): Promise<RebalanceProposal> {
  const invalidities = validateRebalance(input);
  if (invalidities.length > 0) {
    const first = invalidities[0]?.message ?? "";
    return withoutBook(
      decision("NO_TRADE", "INVALID_INPUT", `the input is not usable: ${first}`),
      invalidities,
    );
  }
  const book = flattenBook(input);
  if (book.legs.length === 0 && book.transfers.length === 0) {
    const reason = "there is nothing that could be traded or sent";
    return report(book, null, decision("NO_TRADE", "NOTHING_TO_RELEASE", reason), [], []);
  }
  const restricted = book.legs.some(({ oracle: { policy } }) => policy !== "use" && policy !== "widen");
  const paid = await optimisePaid(book, lp, limits, { scope: "all", costFactor: 1 });
  const main = paid.result;
  const free = restricted
    ? (await optimisePaid(book, lp, limits, { scope: "withoutOracle", costFactor: 1 })).result
    : main;
  const oracle = oracleLines(book, free);
  if (main.kind === "failed") return report(book, null, failed(main.issues), oracle, main.issues);
  const breached = breaksLimits(book);
  if (main.kind === "infeasible") return infeasible(book, lp, limits, main, free, oracle);
  if (isWorth(book, main, breached)) {
    return report(book, main, worthwhile(book, main, free, oracle, breached), oracle, []);
  }
  if (
    free.kind === "optimum" &&
    isWorth(book, free, breached) &&
    oracle.some((line) => line.withheldQuantity !== 0)
  ) {
    const reason = `without ${withheldSentence(oracle)} nothing pays; with them the best trade ${termsSentence(book, free.terms)}`;
    return report(
      book,
      main,
      decision("BLOCKED_BY_ORACLE", withheldCode(oracle), reason, free.terms),
      oracle,
      [],
    );
  }
  return report(book, main, await turnedDown(book, lp, limits, main, paid.regardless), oracle, []);
}

async function infeasible(
  book: FlatBook,
  lp: LpSolver,
  limits: SeparableLimits,
  main: { readonly conflict: readonly string[] },
  free: OptimiseResult,
  oracle: readonly OracleLine[],
): Promise<RebalanceProposal> {
  if (free.kind === "optimum" && free !== (main as OptimiseResult)) {
    const reason = `the limits can be met only with ${withheldSentence(oracle)}`;
    return report(
      book,
      null,
      decision("BLOCKED_BY_ORACLE", withheldCode(oracle), reason, free.terms),
      oracle,
      [],
    );
  }
  const relaxed = await cheapestRelaxation(book, lp, limits);
  const relaxation = relaxed.ok ? relaxed.value : [];
  const ways = relaxation.map(({ text }) => text).join(" and ");
  const reason = `no trade satisfies every limit${ways === "" ? "" : `; the cheapest way out is to ${ways}`}`;
  const detail: Infeasibility = { conflict: main.conflict, cheapestRelaxation: relaxation };
  const issue: Issue = { code: "INFEASIBLE", message: reason };
  const issues = relaxed.ok ? [issue] : [issue, ...relaxed.issues];
  return {
    ...report(book, null, decision("INFEASIBLE", "LIMIT_CONFLICT", reason), oracle, issues),
    infeasibility: detail,
  };
}

function failed(issues: readonly Issue[]): RebalanceDecision {
  return decision("NO_TRADE", "SOLVER_FAILED", `no certified optimum: ${issues[0]?.message ?? "unknown"}`);
}

function report(
  book: FlatBook,
  optimum: Optimum | null,
  made: RebalanceDecision,
  oracle: readonly OracleLine[],
  issues: readonly Issue[],
): RebalanceProposal {
  const hasOrders = made.action === "TRADE" || made.action === "PARTIAL";
  const plan = hasOrders && optimum !== null ? optimum.plan : standStill(book);
  const orders = ordersOf(book, plan);
  return {
    decision: made,
    orders,
    collateralMoves: collateralMoves(book, plan, orders),
    margin: setMargins(book, plan),
    risk: riskReport(book, plan.trades),
    greeks: book.greeks.map((kept) => greekLine(book, kept, plan.trades)),
    constraints:
      optimum === null ? [] : constraintLines(book, optimum.parts, optimum.problem, optimum.solution),
    oracle,
    infeasibility: null,
    certificate: optimum?.certificate ?? null,
    outerGap: optimum !== null && optimum.parts.convex.length > 0 ? optimum.solution.outer : null,
    issues,
  };
}

function withoutBook(made: RebalanceDecision, issues: readonly Issue[]): RebalanceProposal {
  return {
    decision: made,
    orders: [],
    collateralMoves: [],
    margin: [],
    risk: null,
    greeks: [],
    constraints: [],
    oracle: [],
    infeasibility: null,
    certificate: null,
    outerGap: null,
    issues,
  };
}
