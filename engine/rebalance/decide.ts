import type { LpSolver } from "../solvers/lp.ts";
import type { SeparableLimits } from "../solvers/separable.ts";
import { marginLimit } from "./balance.ts";
import { fixedCosts } from "./costs.ts";
import { decision, standardError, termsSentence, withheldSentence } from "./decisionReason.ts";
import { setMargin, sumTerms } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import { type OptimiseResult, type Optimum, optimise } from "./optimise.ts";
import { isAction, standStill } from "./plan.ts";
import type { DecisionTerms, OracleLine, ReasonCode, RebalanceDecision } from "./proposal.ts";
import { rowLine } from "./rowLine.ts";
import { number } from "./wording.ts";

/** Trading costs and carry count for this share when the question is what they hold back. */
const NEARLY_FREE = 1e-4;
/** USD of net benefit by which the unrestricted optimum must be better to call a proposal partial. */
const PARTIAL_NET_USD = 0.01;
/** Margin below this is rounding of the solver, not a release, USD. */
const CENT = 0.01;

/** True when an optimum has orders, holds every limit after rounding and surely pays, or mends a breach. */
export function isWorth(book: FlatBook, optimum: Optimum, breached: boolean): boolean {
  if (!isAction(optimum.plan) || optimum.misses.length > 0) return false;
  return breached || optimum.netUsd > book.mandate.minimumNetUsd + safety(book, optimum.terms);
}

/** True when standing still breaks a position bound, the mandate's utilisation or one of its rows. */
export function breaksLimits(book: FlatBook): boolean {
  const none = standStill(book).trades;
  const outside = book.legs.some(
    ({ quantity, minPosition, maxPosition }) =>
      quantity < (minPosition ?? -Infinity) || quantity > (maxPosition ?? Infinity),
  );
  return (
    outside ||
    (book.terms?.rows ?? []).some((row) => rowLine(book, row, none).miss !== 0) ||
    book.sets.some((set) => {
      const margin = setMargin(book, set, none);
      return margin > marginLimit(book, set, margin);
    })
  );
}

/** The decision for a plan that is worth it. */
export function worthwhile(
  book: FlatBook,
  main: Optimum,
  free: OptimiseResult,
  oracle: readonly OracleLine[],
  breached: boolean,
): RebalanceDecision {
  const { terms } = main;
  const sentence = termsSentence(book, terms);
  const reasonCode = breached ? "LIMIT_RESTORED" : gained(book, terms);
  const withheld = withheldSentence(oracle);
  const error = standardError(book, terms);
  if (withheld !== "" && free.kind === "optimum" && free.netUsd > main.netUsd + PARTIAL_NET_USD) {
    return decision("PARTIAL", reasonCode, `${sentence}; withheld: ${withheld}`, terms, error);
  }
  const reason = breached ? `brings the book inside its limits; ${sentence}` : sentence;
  return decision("TRADE", reasonCode, reason, terms, error);
}

/**
 * Why the best trades are not proposed: nothing to gain, too dear, too uncertain, or lost to lots and minimum sizes.
 *
 * @param regardless the best plan if fixed costs did not decide; null when there are none
 */
export async function turnedDown(
  book: FlatBook,
  lp: LpSolver,
  limits: SeparableLimits,
  main: Optimum,
  regardless: Optimum | null,
): Promise<RebalanceDecision> {
  const { minimumNetUsd } = book.mandate;
  const refuse = (code: ReasonCode, reason: string, terms: DecisionTerms) =>
    decision("NO_TRADE", code, reason, terms, standardError(book, terms));
  const missed = main.misses.length > 0 ? `; rounded to lots they miss ${texts(main)}` : "";
  if (missed === "" && isAction(main.plan) && main.netUsd > minimumNetUsd) {
    const error = number(safety(book, main.terms));
    const reason = `${termsSentence(book, main.terms)}, which is within ${error} USD, the error of the estimates`;
    return refuse("LOW_CONFIDENCE", reason, main.terms);
  }
  if (main.continuousNetUsd > minimumNetUsd || (book.terms !== null && missed !== "")) {
    const ideal = `in any size the best trades would net ${number(main.continuousNetUsd)} USD`;
    const reason = `${ideal}, but in lots and minimum sizes the best found ${termsSentence(book, main.terms)}${missed}`;
    return refuse("BELOW_MIN_NOTIONAL", reason, main.terms);
  }
  if (regardless !== null) {
    const fixed = fixedCosts(book, regardless.plan);
    if (regardless.netUsd + fixed > minimumNetUsd) {
      const reason = `but for ${number(fixed)} USD of fixed costs it would pay: ${termsSentence(book, regardless.terms)}`;
      return refuse("GAS_DOMINATES", reason, regardless.terms);
    }
  }
  const nearlyFree = await optimise(book, lp, limits, {
    scope: "all",
    costFactor: NEARLY_FREE,
    from: main,
  });
  if (nearlyFree.kind === "optimum" && isAction(nearlyFree.plan)) {
    const { terms } = nearlyFree;
    const threshold = minimumNetUsd > 0 ? `, not more than the ${number(minimumNetUsd)} USD asked for` : "";
    const reason = `the largest improvement ${termsSentence(book, terms)}${threshold}`;
    const isLoss = terms.carryUsd + terms.rewardUsd < 0 && sumTerms(terms).benefitUsd <= 0;
    const code = book.terms !== null && isLoss ? "NEGATIVE_EXPECTED_RETURN" : "COST_EXCEEDS_BENEFIT";
    return refuse(code, reason, terms);
  }
  if (book.terms !== null && book.terms.rows.length > 0) {
    return decision(
      "NO_TRADE",
      "WITHIN_BAND",
      "every limit holds, and no trade inside them improves anything",
    );
  }
  return decision(
    "NO_TRADE",
    "NOTHING_TO_RELEASE",
    "no trade that keeps the greeks releases margin or earns carry",
  );
}

/** What most of the benefit is. */
function gained(book: FlatBook, terms: DecisionTerms): ReasonCode {
  if (book.terms === null) return terms.marginReleasedUsd >= CENT ? "MARGIN_RELEASED" : "CARRY_GAINED";
  const parts: readonly (readonly [number, ReasonCode])[] = [
    [terms.riskReductionUsd, "RISK_REDUCED"],
    [terms.rewardUsd, "REWARD_GAINED"],
    [terms.marginReleaseValueUsd, "MARGIN_RELEASED"],
    [terms.carryUsd, "CARRY_GAINED"],
  ];
  return parts.reduce((most, part) => (part[0] > most[0] ? part : most))[1];
}

/** USD that the net benefit must exceed the minimum by, to count as certain. */
function safety(book: FlatBook, terms: DecisionTerms): number {
  return (book.mandate.confidence?.standardErrors ?? 0) * standardError(book, terms);
}

function texts({ misses }: Optimum): string {
  return misses.map(({ text }) => text).join(", ");
}
