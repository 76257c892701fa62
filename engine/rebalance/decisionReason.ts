import { sumTerms } from "./evaluate.ts";
import type { FlatBook } from "./flatBook.ts";
import type {
  DecisionTerms,
  OracleLine,
  ReasonCode,
  RebalanceAction,
  RebalanceDecision,
} from "./proposal.ts";
import { days, number, usd } from "./wording.ts";

/** The sums of no trade at all. */
export const NO_TERMS: DecisionTerms = {
  marginReleasedUsd: 0,
  marginReleaseValueUsd: 0,
  carryUsd: 0,
  riskReductionUsd: 0,
  rewardUsd: 0,
  feesUsd: 0,
  spreadUsd: 0,
  impactUsd: 0,
  permanentImpactUsd: 0,
  gasUsd: 0,
  bridgeUsd: 0,
};

/** A decision with its totals. */
export function decision(
  action: RebalanceAction,
  reasonCode: ReasonCode,
  reason: string,
  terms: DecisionTerms = NO_TERMS,
  standardErrorUsd = 0,
): RebalanceDecision {
  return { action, reasonCode, reason, ...sumTerms(terms), standardErrorUsd, terms };
}

/** Standard error of the net benefit: the mandate's share of what is estimated, which is all but margin and costs. */
export function standardError(book: FlatBook, terms: DecisionTerms): number {
  const estimated = terms.carryUsd + terms.riskReductionUsd + terms.rewardUsd;
  return (book.mandate.confidence?.relativeError ?? 0) * Math.abs(estimated);
}

/** `releases 812.00 USD of margin, worth 9.34 USD over 42 days at 10 % a year; carry 1.20 USD; costs 3.10 USD`. */
export function termsSentence(book: FlatBook, terms: DecisionTerms): string {
  const { horizonYears, marginChargePerYear } = book.mandate;
  const { costUsd, netUsd } = sumTerms(terms);
  const risk = book.terms?.risk ? `; risk reduction ${usd(terms.riskReductionUsd)}` : "";
  const rewards = book.terms?.rewards.length ? `; rewards ${usd(terms.rewardUsd)}` : "";
  return (
    `releases ${usd(terms.marginReleasedUsd)} of margin, worth ${usd(terms.marginReleaseValueUsd)} over ` +
    `${days(horizonYears)} at ${number(marginChargePerYear * 100)} % a year; carry ${usd(terms.carryUsd)}` +
    `${risk}${rewards}; ` +
    `costs ${usd(costUsd)}; net ${usd(netUsd)}`
  );
}

/** Names the instruments that a policy holds back, with the oracle's own reasons. */
export function withheldSentence(oracle: readonly OracleLine[]): string {
  return oracle
    .filter(({ withheldQuantity }) => withheldQuantity !== 0)
    .map(
      ({ instrumentId, nettingSetId, withheldQuantity, policy, reason }) =>
        `${number(withheldQuantity)} units of ${nettingSetId}/${instrumentId} (${policy}: ${reason})`,
    )
    .join(", ");
}
