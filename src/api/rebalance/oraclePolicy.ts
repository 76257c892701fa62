import { type MarketDecision, marketDecision } from "../../../engine/oracle/market.ts";
import type { OpenAnomaly } from "../../../engine/oracle/policy.ts";
import { inflatedVariance } from "../../../engine/oracle/variance.ts";
import type { OraclePolicy } from "../../../engine/rebalance/input.ts";
import type { Risk } from "../account/risk.ts";
import { type JudgedMarket, keyOf } from "../market/judge.ts";

/** What the oracle watch says of the markets that a book touches. */
export interface OracleView {
  /** By underlying. */
  readonly markets: ReadonlyMap<string, JudgedMarket>;
  /** What is open against the sequencer of a chain. */
  readonly sequencerAnomalies: (chainId: number) => readonly OpenAnomaly[];
}

/**
 * What may be done with an underlying on a chain: venues margin and liquidate by their own oracle, so what is open against the
 * feeds that priced the book there decides, with the chain's sequencer and with contradictions among the asset's other sources
 * that nobody can settle. Faults of feeds that no position rests on only drop out of the consensus. Null where nobody judges.
 */
export function oracleDecisions(risk: Risk, { markets, sequencerAnomalies }: OracleView) {
  const used = new Set(risk.view.rounds.map(keyOf));
  return (chainId: number, underlying: string): MarketDecision | null => {
    const market = markets.get(underlying);
    if (market === undefined) return null;
    const venueOracle = market.feeds
      .filter((feed) => feed.chainId === chainId && used.has(keyOf(feed)))
      .flatMap(({ anomalies }) => anomalies);
    return marketDecision([...venueOracle, ...sequencerAnomalies(chainId)], market.consensus);
  };
}

/**
 * The same as a policy for each leg of a rebalance.
 *
 * @param volatilities forecast a year, by underlying: the risk that a doubted price is added to; else the market's own
 */
export function oraclePolicies(
  risk: Risk,
  oracle: OracleView,
  horizonYears: number,
  volatilities: ReadonlyMap<string, number> = new Map(),
) {
  const decisionOf = oracleDecisions(risk, oracle);
  return (nettingSetId: string, instrumentId: string): OraclePolicy => {
    const set = risk.view.nettingSets.find(({ id }) => id === nettingSetId);
    const underlying = risk.sheet.instruments.get(instrumentId)?.underlying ?? "";
    const market = oracle.markets.get(underlying);
    const decision = set === undefined ? null : decisionOf(set.chainId, underlying);
    if (market === undefined || decision === null || decision.action === "use") return { policy: "use" };
    const { action, reasons } = decision;
    const why = reasons.find((one) => one.action === action) ?? reasons[0];
    const reason = { reason: why?.message ?? action, ...(why === undefined ? {} : { rule: why.rule }) };
    if (action !== "widen") return { policy: action, ...reason };
    const forecast = volatilities.get(underlying) ?? 0;
    const volatility = forecast > 0 ? forecast : market.volatility;
    return { policy: "widen", varianceFactor: varianceFactor(market, volatility, horizonYears), ...reason };
  };
}

/** How many times a return's variance over the horizon counts when the price now is itself in doubt. */
function varianceFactor({ consensus }: JudgedMarket, volatility: number, horizonYears: number): number {
  const variance = volatility ** 2;
  return consensus.ok ? inflatedVariance(variance, horizonYears, consensus.value.variance) / variance : 1;
}
