import { deltaOf, spotOf } from "../../../engine/mandates/greekLimits.ts";
import { around, excessOver, quantitiesOf, sumOver } from "../../../engine/mandates/rows.ts";
import { QUIET } from "../../../engine/rebalance/triggers/hysteresis.ts";
import { marginTrigger } from "../../../engine/rebalance/triggers/marginUtilisation.ts";
import { oracleTrigger } from "../../../engine/rebalance/triggers/oracleAnomaly.ts";
import type { Trigger } from "../../../engine/rebalance/triggers/trigger.ts";
import { driftTrigger } from "../../../engine/rebalance/triggers/weightDrift.ts";
import type { Result } from "../../../engine/result.ts";
import type { Risk } from "../account/risk.ts";
import type { MandatedInput } from "./applyMandate.ts";
import { deltaTargets } from "./deltaTargets.ts";
import type { MandateRequest } from "./mandateRequest.ts";
import { type OracleView, oracleDecisions } from "./oraclePolicy.ts";
import type { UnderlyingHistory } from "./priceForecast.ts";
import { volatilityLook } from "./volatilityLook.ts";

/** What a look at an owner's book needs. */
export interface TriggerView {
  readonly risk: Risk;
  readonly oracle: OracleView;
  readonly histories: readonly UnderlyingHistory[];
  readonly request: MandateRequest;
  readonly mandated: MandatedInput;
}

/** One look each: whoever asks now remembers nothing, so levels to close at play no part. */
const once = (openAt: number) => ({ openAt, closeAt: openAt / 2, openLooks: 1, closeLooks: 1 });

/** Share of equity that the initial requirement takes: above it a usual day's loss can forbid new orders. */
const MARGIN = once(0.8);
/** Share of equity by which net deltas may stray from the mandate's bands. */
const DRIFT = once(0.05);
/** Confidence that realised volatility is another than was forecast. */
const VOLATILITY = once(0.99);

/**
 * What speaks for a rebalance now, open or not: the margin used in each netting set, what the oracle watch says of each
 * underlying on each chain, the last days' volatility against what was forecast before them, and how far net deltas are from a
 * mandate's targets. A change of skew needs the skew of an earlier day, which is not stored.
 */
export function triggersOf(view: TriggerView): Trigger[] {
  const looks = [...marginLooks(view), ...oracleLooks(view), ...volatilityLooks(view), ...driftLooks(view)];
  return looks.flatMap((look) => (look.ok ? [look.value] : []));
}

function marginLooks({ risk }: TriggerView): Result<Trigger>[] {
  return risk.view.margins.flatMap(({ nettingSetId, report }) => {
    if (!report.ok) return [];
    const { initialUsd: requirementUsd, equityUsd } = report.value;
    return [marginTrigger({ nettingSetId, requirementUsd, equityUsd }, MARGIN, QUIET)];
  });
}

function oracleLooks({ risk, oracle }: TriggerView): Result<Trigger>[] {
  const { view, sheet, clocks } = risk;
  const decisionOf = oracleDecisions(risk, oracle);
  const markets = new Map(
    view.positions.flatMap(({ nettingSetId, instrumentId }) => {
      const chainId = view.nettingSets.find(({ id }) => id === nettingSetId)?.chainId;
      const underlying = sheet.instruments.get(instrumentId)?.underlying;
      if (chainId === undefined || underlying === undefined) return [];
      return [[`${chainId}:${underlying}`, { chainId, underlying }] as const];
    }),
  );
  return [...markets.values()].flatMap(({ chainId, underlying }) => {
    const decision = decisionOf(chainId, underlying);
    const chain = clocks.find((clock) => clock.chainId === chainId)?.chain ?? `chain ${chainId}`;
    const levels = { openAt: "widen", openLooks: 1, closeLooks: 1 } as const;
    return decision === null ? [] : [oracleTrigger(`${underlying} on ${chain}`, decision, levels, QUIET)];
  });
}

function volatilityLooks({ histories }: TriggerView): Result<Trigger>[] {
  return histories.flatMap((history) => volatilityLook(history, VOLATILITY) ?? []);
}

/** Net deltas outside their bands as weights of equity, with cash as the other side of whatever would bring them back. */
function driftLooks({ risk, request, mandated }: TriggerView): Result<Trigger>[] {
  const { holdings, input } = mandated;
  const equityUsd = risk.view.margins.reduce(
    (sum, { report }) => sum + (report.ok ? report.value.equityUsd : 0),
    0,
  );
  if (request.strategy !== "DELTA_NEUTRAL" || !(equityUsd > 0)) return [];
  const strays = deltaTargets(request.deltas, holdings, input).targets.map(
    ({ underlying, target, halfWidth }) => {
      const net = sumOver(holdings, deltaOf(underlying), quantitiesOf(holdings));
      const stray = excessOver(net, around(target, halfWidth)) * spotOf(holdings, underlying);
      return { name: underlying, weight: stray / equityUsd, target: 0 };
    },
  );
  const cash = { name: "cash", weight: -strays.reduce((sum, { weight }) => sum + weight, 0), target: 0 };
  return [driftTrigger("net delta", [...strays, cash], DRIFT, QUIET)];
}
