import { isStableRow, type SheetRow } from "../../../engine/book/row.ts";
import type {
  CollateralMandate,
  MarginBlock,
  OraclePolicy,
  RebalanceInput,
  RebalanceLeg,
  RebalanceNettingSet,
} from "../../../engine/rebalance/input.ts";
import { type Issue, ok, type Result } from "../../../engine/result.ts";
import type { Risk } from "../account/risk.ts";
import type { TradableLine } from "../venues/adapter.ts";
import type { MandateRequest } from "./mandateRequest.ts";

const DAYS_PER_YEAR = 365;
const BPS = 10_000;
/** Delta that lots may leave over, as a share of gross delta. */
const DELTA_TOLERANCE = 1e-3;

/**
 * The rebalance problem of an owner's book: every position is a leg, those that a venue lets be traded may move, the
 * others stand still and count in the greeks that are kept. The margin of a set is its venue's own initial requirement,
 * split into what follows the size of each tradable leg and what does not.
 *
 * @param policyOf what the oracle watch says of an instrument
 */
export function rebalanceInput(
  risk: Risk,
  mandate: MandateRequest,
  policyOf: (nettingSetId: string, instrumentId: string) => OraclePolicy,
): { readonly input: RebalanceInput; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const nettingSets: RebalanceNettingSet[] = [];
  for (const { nettingSetId, report } of risk.view.margins) {
    if (!report.ok) {
      issues.push({
        code: "MISSING_PARAMETER",
        subject: nettingSetId,
        message: `${nettingSetId} is left as it is: its margin could not be computed`,
      });
      continue;
    }
    const lines = risk.view.tradable.filter((line) => line.nettingSetId === nettingSetId);
    const legs = legsOf(risk, nettingSetId, lines, mandate.orderCostUsd, policyOf);
    if (!legs.ok) {
      issues.push(...legs.issues);
      continue;
    }
    nettingSets.push({
      id: nettingSetId,
      equityUsd: report.value.equityUsd,
      legs: legs.value,
      margin: marginBlocks(report.value.initialUsd, legs.value, lines),
    });
  }
  return { input: { mandate: collateralMandate(mandate), nettingSets }, issues };
}

function collateralMandate({
  horizonDays,
  marginChargeRate,
  maxUtilisation,
}: MandateRequest): CollateralMandate {
  return {
    horizonYears: horizonDays / DAYS_PER_YEAR,
    marginChargePerYear: marginChargeRate,
    keep: [{ greek: "delta", relativeTolerance: DELTA_TOLERANCE }],
    minimumNetUsd: 0,
    ...(maxUtilisation === undefined ? {} : { maxUtilisation }),
  };
}

function legsOf(
  risk: Risk,
  nettingSetId: string,
  lines: readonly TradableLine[],
  orderCostUsd: number,
  policyOf: (nettingSetId: string, instrumentId: string) => OraclePolicy,
): Result<RebalanceLeg[]> {
  const set = risk.view.nettingSets.find(({ id }) => id === nettingSetId);
  // An instrument that could be traded is a leg even while none of it is held.
  const quantities = new Map<string, number>(lines.map(({ instrumentId }) => [instrumentId, 0]));
  for (const { nettingSetId: id, instrumentId, quantity } of risk.view.positions) {
    if (id === nettingSetId) quantities.set(instrumentId, (quantities.get(instrumentId) ?? 0) + quantity);
  }
  const legs: RebalanceLeg[] = [];
  for (const [instrumentId, quantity] of [...quantities].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const row = risk.sheet.rows.get(instrumentId);
    if (row === undefined) {
      return {
        ok: false,
        issues: [
          {
            code: "UNPRICED",
            subject: nettingSetId,
            message: `${nettingSetId} is left as it is: ${instrumentId} has no price, so its delta is unknown`,
          },
        ],
      };
    }
    const line = lines.find((one) => one.instrumentId === instrumentId);
    const policy = policyOf(nettingSetId, instrumentId);
    legs.push(
      line === undefined
        ? heldLeg(row, quantity)
        : {
            ...tradableLeg(row, quantity, line, set?.marginMode === "isolated", policy),
            ...(orderCostUsd > 0 ? { fixedCostUsd: orderCostUsd } : {}),
          },
    );
  }
  return ok(legs);
}

function heldLeg(row: SheetRow, quantity: number): RebalanceLeg {
  return {
    instrumentId: row.instrument.id,
    underlying: row.instrument.underlying,
    quantity,
    // Only the base of fees, and this leg never trades: a worthless option still needs one above 0.
    notionalUsdPerUnit: Math.max(row.priceUsd, Number.MIN_VALUE),
    greeksPerUnit: isStableRow(row) ? {} : { delta: row.delta },
    feeBps: 0,
    halfSpreadBps: 0,
    carryLongUsdPerYear: row.carryLongUsdPerYear,
    carryShortUsdPerYear: row.carryShortUsdPerYear,
    lot: 0,
    minimumTrade: 0,
    minPosition: quantity,
    maxPosition: quantity,
    oracle: { policy: "use" },
  };
}

function tradableLeg(
  row: SheetRow,
  quantity: number,
  line: TradableLine,
  isIsolated: boolean,
  oracle: OraclePolicy,
): RebalanceLeg {
  return {
    ...heldLeg(row, quantity),
    notionalUsdPerUnit: row.priceUsd,
    feeBps: line.costRate * BPS,
    lot: line.lot,
    // An isolated position belongs to its side: it can shrink to nothing, not turn over.
    minPosition: isIsolated && quantity > 0 ? 0 : Number.NEGATIVE_INFINITY,
    maxPosition: isIsolated && quantity < 0 ? 0 : Number.POSITIVE_INFINITY,
    oracle,
  };
}

/** initial = constant + sum of |quantity| * requirement per unit over the tradable legs. */
function marginBlocks(
  initialUsd: number,
  legs: readonly RebalanceLeg[],
  lines: readonly TradableLine[],
): MarginBlock[] {
  const none = legs.map(() => 0);
  let constantUsd = initialUsd;
  const blocks: MarginBlock[] = [];
  legs.forEach((leg, i) => {
    const line = lines.find(({ instrumentId }) => instrumentId === leg.instrumentId);
    if (line === undefined) return;
    constantUsd -= Math.abs(leg.quantity) * line.initialPerUnitUsd;
    const slope = (perUnit: number) => none.map((_, j) => (j === i ? perUnit : 0));
    blocks.push({
      name: leg.instrumentId,
      pieces: [
        { name: `${leg.instrumentId} long`, constantUsd: 0, usdPerUnit: slope(line.initialPerUnitUsd) },
        { name: `${leg.instrumentId} short`, constantUsd: 0, usdPerUnit: slope(-line.initialPerUnitUsd) },
      ],
    });
  });
  // Requirements that do not follow these legs: options, minimum amounts. Never below zero: a unit rate can overstate.
  const fixed = { name: "held", constantUsd: Math.max(0, constantUsd), usdPerUnit: none };
  return [{ name: "held", pieces: [fixed] }, ...blocks];
}
