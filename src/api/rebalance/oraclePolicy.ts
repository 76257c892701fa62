import { marketDecision } from "../../../engine/oracle/market.ts";
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
 * What may be traded, by instrument: the venue margins and liquidates by its own oracle, so what is open against the feed that
 * priced the position decides, with the chain's sequencer and with contradictions among the asset's other sources that nobody
 * can settle. Faults of feeds that no position rests on only drop out of the consensus.
 */
export function oraclePolicies(
  risk: Risk,
  { markets, sequencerAnomalies }: OracleView,
  horizonYears: number,
) {
  const used = new Set(risk.view.rounds.map(keyOf));
  return (nettingSetId: string, instrumentId: string): OraclePolicy => {
    const set = risk.view.nettingSets.find(({ id }) => id === nettingSetId);
    const underlying = risk.sheet.instruments.get(instrumentId)?.underlying;
    const market = underlying === undefined ? undefined : markets.get(underlying);
    if (set === undefined || market === undefined) return { policy: "use" };
    const venueOracle = market.feeds
      .filter((feed) => feed.chainId === set.chainId && used.has(keyOf(feed)))
      .flatMap(({ anomalies }) => anomalies);
    const own = [...venueOracle, ...sequencerAnomalies(set.chainId)];
    const { action, reasons } = marketDecision(own, market.consensus);
    if (action === "use") return { policy: "use" };
    const why = reasons.find((one) => one.action === action) ?? reasons[0];
    const reason = { reason: why?.message ?? action, ...(why === undefined ? {} : { rule: why.rule }) };
    if (action !== "widen") return { policy: action, ...reason };
    return { policy: "widen", varianceFactor: varianceFactor(market, horizonYears), ...reason };
  };
}

/** How many times a return's variance over the horizon counts when the price now is itself in doubt. */
function varianceFactor({ consensus, volatility }: JudgedMarket, horizonYears: number): number {
  const variance = volatility ** 2;
  return consensus.ok ? inflatedVariance(variance, horizonYears, consensus.value.variance) / variance : 1;
}
