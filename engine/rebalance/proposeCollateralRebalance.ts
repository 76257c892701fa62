import type { Issue } from "../result.ts";
import type { LpLimits, LpSolver } from "../solvers/lp.ts";
import { decision, termsSentence, withheldSentence } from "./decisionReason.ts";
import { greekLine, marginLimit, setMargin } from "./evaluate.ts";
import { type FlatBook, flattenBook } from "./flatBook.ts";
import type { RebalanceInput } from "./input.ts";
import { type OptimiseResult, type Optimum, optimise } from "./optimise.ts";
import { ordersOf, setMargins } from "./orders.ts";
import type { Infeasibility, OracleLine, RebalanceDecision, RebalanceProposal } from "./proposal.ts";
import { cheapestRelaxation } from "./relaxation.ts";
import { constraintLines } from "./shadowPrices.ts";
import { tradeBounds } from "./tradeBounds.ts";
import { validateRebalance } from "./validate.ts";
import { number } from "./wording.ts";

/** Trading costs and carry count for this share when the question is what they hold back. */
const NEARLY_FREE = 1e-4;
/** USD of net benefit by which the unrestricted optimum must be better to call a proposal partial. */
const PARTIAL_NET_USD = 0.01;

/**
 * Proposes the trades that keep the owner's aggregate greeks and release the most margin for their cost, over all
 * venues at once, or says why there are none.
 *
 * Answers are one of: TRADE; PARTIAL (the oracle's policy withholds a part of the improvement); NO_TRADE with the
 * numbers of what was turned down; BLOCKED_BY_ORACLE; INFEASIBLE with the limits in conflict and the cheapest way
 * out. Deterministic, whatever the order of the input. Solves up to ten programmes, each under `limits`. Never throws
 * and never rejects for data: malformed input is NO_TRADE / INVALID_INPUT, a solver without a certified answer is
 * NO_TRADE / SOLVER_FAILED, both with issues.
 */
export async function proposeCollateralRebalance(
  input: RebalanceInput,
  lp: LpSolver,
  limits: LpLimits = {},
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
  const restricted = book.legs.some((leg) => leg.oracle.policy !== "use");
  const main = await optimise(book, lp, limits, { scope: "all", costFactor: 1 });
  const free = restricted
    ? await optimise(book, lp, limits, { scope: "withoutOracle", costFactor: 1 })
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
    return report(book, main, decision("BLOCKED_BY_ORACLE", "ORACLE_POLICY", reason, free.terms), oracle, []);
  }
  return report(book, main, await turnedDown(book, lp, limits, main), oracle, []);
}

/** True when an optimum has orders, holds every limit after rounding and pays, or mends a breach. */
function isWorth(book: FlatBook, optimum: Optimum, breached: boolean): boolean {
  const trades = optimum.trades.some((quantity) => quantity !== 0);
  return trades && optimum.misses.length === 0 && (breached || optimum.netUsd > book.mandate.minimumNetUsd);
}

/** True when standing still breaks a position bound or the mandate's utilisation. */
function breaksLimits(book: FlatBook): boolean {
  const none = new Float64Array(book.legs.length);
  const outside = book.legs.some(
    ({ quantity, minPosition, maxPosition }) =>
      quantity < (minPosition ?? -Infinity) || quantity > (maxPosition ?? Infinity),
  );
  return (
    outside ||
    book.sets.some((set) => {
      const margin = setMargin(book, set, none);
      return margin > marginLimit(book, set, margin);
    })
  );
}

/** Margin below this is rounding of the solver, not a release, USD. */
const CENT = 0.01;

function worthwhile(
  book: FlatBook,
  main: Optimum,
  free: OptimiseResult,
  oracle: readonly OracleLine[],
  breached: boolean,
): RebalanceDecision {
  const { terms } = main;
  const sentence = termsSentence(book, terms);
  const gained = terms.marginReleasedUsd >= CENT ? "MARGIN_RELEASED" : "CARRY_GAINED";
  const reasonCode = breached ? "LIMIT_RESTORED" : gained;
  const withheld = withheldSentence(oracle);
  if (withheld !== "" && free.kind === "optimum" && free.netUsd > main.netUsd + PARTIAL_NET_USD) {
    return decision("PARTIAL", reasonCode, `${sentence}; withheld: ${withheld}`, terms);
  }
  return decision(
    "TRADE",
    reasonCode,
    breached ? `brings the book inside its limits; ${sentence}` : sentence,
    terms,
  );
}

/** Why the best trades are not proposed: nothing to gain, too dear, or lost to lots and minimum sizes. */
async function turnedDown(
  book: FlatBook,
  lp: LpSolver,
  limits: LpLimits,
  main: Optimum,
): Promise<RebalanceDecision> {
  const { minimumNetUsd } = book.mandate;
  if (main.continuousNetUsd > minimumNetUsd) {
    const missed = main.misses.length > 0 ? `; rounded to lots they miss ${main.misses.join(", ")}` : "";
    const ideal = `in any size the best trades would net ${number(main.continuousNetUsd)} USD`;
    const reason = `${ideal}, but in lots and minimum sizes the best found ${termsSentence(book, main.terms)}${missed}`;
    return decision("NO_TRADE", "BELOW_MIN_NOTIONAL", reason, main.terms);
  }
  const nearlyFree = await optimise(book, lp, limits, { scope: "all", costFactor: NEARLY_FREE });
  if (nearlyFree.kind === "optimum" && nearlyFree.trades.some((quantity) => quantity !== 0)) {
    const threshold = minimumNetUsd > 0 ? `, not more than the ${number(minimumNetUsd)} USD asked for` : "";
    const reason = `the largest improvement ${termsSentence(book, nearlyFree.terms)}${threshold}`;
    return decision("NO_TRADE", "COST_EXCEEDS_BENEFIT", reason, nearlyFree.terms);
  }
  return decision(
    "NO_TRADE",
    "NOTHING_TO_RELEASE",
    "no trade that keeps the greeks releases margin or earns carry",
  );
}

async function infeasible(
  book: FlatBook,
  lp: LpSolver,
  limits: LpLimits,
  main: { readonly conflict: readonly string[] },
  free: OptimiseResult,
  oracle: readonly OracleLine[],
): Promise<RebalanceProposal> {
  if (free.kind === "optimum" && free !== (main as OptimiseResult)) {
    const reason = `the limits can be met only with ${withheldSentence(oracle)}`;
    return report(book, null, decision("BLOCKED_BY_ORACLE", "ORACLE_POLICY", reason, free.terms), oracle, []);
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

/** The restricted legs, with what the optimum without policies would trade beyond what they allow. */
function oracleLines(book: FlatBook, free: OptimiseResult): OracleLine[] {
  return book.legs.flatMap((leg, i): OracleLine[] => {
    const { oracle, instrumentId, nettingSetId } = leg;
    if (oracle.policy === "use") return [];
    const wanted = free.kind === "optimum" ? (free.trades[i] ?? 0) : 0;
    const { lower, upper } = tradeBounds(leg, "all");
    const allowed = Math.max(lower, Math.min(upper, wanted));
    return [
      {
        instrumentId,
        nettingSetId,
        policy: oracle.policy,
        reason: oracle.reason,
        withheldQuantity: wanted - allowed,
      },
    ];
  });
}

function report(
  book: FlatBook,
  optimum: Optimum | null,
  made: RebalanceDecision,
  oracle: readonly OracleLine[],
  issues: readonly Issue[],
): RebalanceProposal {
  const hasOrders = made.action === "TRADE" || made.action === "PARTIAL";
  const trades = hasOrders && optimum !== null ? optimum.trades : new Float64Array(book.legs.length);
  return {
    decision: made,
    orders: ordersOf(book, trades),
    margin: setMargins(book, trades),
    greeks: book.greeks.map((kept) => greekLine(book, kept, trades)),
    constraints:
      optimum === null ? [] : constraintLines(book, optimum.parts, optimum.problem, optimum.solution),
    oracle,
    infeasibility: null,
    certificate: optimum?.solution.certificate ?? null,
    issues,
  };
}

function withoutBook(made: RebalanceDecision, issues: readonly Issue[]): RebalanceProposal {
  return {
    decision: made,
    orders: [],
    margin: [],
    greeks: [],
    constraints: [],
    oracle: [],
    infeasibility: null,
    certificate: null,
    issues,
  };
}
