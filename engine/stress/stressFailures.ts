import type { Instrument } from "../book/instrument.ts";
import { type PricedLeg, priceLegs } from "../book/legs.ts";
import type { MarketSnapshot } from "../book/market.ts";
import type { BookPosition, NettingSet } from "../book/position.ts";
import type { Scenario } from "../book/scenario.ts";
import { buildSheet } from "../book/sheet.ts";
import type { Issue } from "../result.ts";
import { checkFailure, type Failure } from "./failures.ts";

/** One row of the scenario matrix, by position. USD. */
export interface FailureRow {
  readonly name: string;
  readonly totalUsd: number;
  readonly byVenue: ReadonlyMap<string, number>;
  /** In the order of `positionIds`. */
  readonly pnl: Float64Array;
  /** Of a stale oracle: the direction that hurts more. */
  readonly direction: "up" | "down" | null;
}

/** P&L of a book under failures, ready to be set beside its market scenarios. */
export interface FailureTable {
  readonly positionIds: readonly string[];
  readonly rows: readonly FailureRow[];
  readonly issues: readonly Issue[];
}

/** What a book is made of. */
export interface FailureInput {
  readonly positions: readonly BookPosition[];
  readonly nettingSets: readonly NettingSet[];
  readonly instruments: readonly Instrument[];
  readonly market: MarketSnapshot;
  readonly failures: readonly Failure[];
}

/**
 * Revalues a book under failures, fully and leg by leg. A failure that refers to something the book does not hold, or
 * whose number is outside its domain, is an issue that names the field; the other rows are not affected.
 */
export function stressFailures(input: FailureInput): FailureTable {
  const { positions, nettingSets, instruments, market, failures } = input;
  const scenarios: Scenario[] = [];
  const columnsOf = failures.map((failure) => {
    const needed = marketMoves(failure);
    scenarios.push(...needed);
    return needed.map((_, k) => scenarios.length - needed.length + k);
  });
  const { sheet, issues: unpricedInstruments } = buildSheet(instruments, market, scenarios.filter(isMove));
  const { legs, issues: unpricedPositions } = priceLegs(positions, nettingSets, sheet);
  const issues = [...unpricedInstruments, ...unpricedPositions];
  const kept = scenarios.map((scenario) => sheet.scenarios.indexOf(scenario));
  const rows = failures.flatMap((failure, i) => {
    const found = checkFailure(failure, `failures[${i}]`, nettingSets, instruments);
    issues.push(...found);
    if (found.length > 0) return [];
    const columns = (columnsOf[i] ?? []).map((c) => kept[c] ?? -1);
    return [rowOf(failure, legs, columns)];
  });
  return { positionIds: legs.map(({ position }) => position.id), rows, issues };
}

const isMove = ({ spotMoveByUnderlying }: Scenario) =>
  Object.values(spotMoveByUnderlying ?? {}).every((move) => move > -1 && move < Number.POSITIVE_INFINITY);

function marketMoves(failure: Failure): Scenario[] {
  const move = (underlying: string, by: number): Scenario => ({
    name: `${failure.name} ${by}`,
    spotMove: 0,
    spotMoveByUnderlying: { [underlying]: by },
    volShock: { kind: "none" },
    timeForwardYears: 0,
  });
  if (failure.kind === "staleOracle") {
    return [move(failure.underlying, failure.gap), move(failure.underlying, -failure.gap)];
  }
  return failure.kind === "mispricing" ? [move(failure.underlying, failure.move)] : [];
}

function rowOf(failure: Failure, legs: readonly PricedLeg[], columns: readonly number[]): FailureRow {
  const pnlBy = (own: (leg: PricedLeg) => number) => Float64Array.from(legs, own);
  const moved = (leg: PricedLeg, column: number | undefined) =>
    leg.position.quantity * (leg.row.pnl[column ?? -1] ?? Number.NaN);
  switch (failure.kind) {
    case "staleOracle": {
      const stale = new Set(failure.staleInstruments);
      const [up, down] = columns.map((column) =>
        pnlBy((leg) => (stale.has(leg.instrument.id) ? 0 : moved(leg, column))),
      );
      const worseUp = sum(up) < sum(down);
      return summary(failure, legs, (worseUp ? up : down) ?? new Float64Array(0), worseUp ? "up" : "down");
    }
    case "mispricing": {
      const hit = (leg: PricedLeg) =>
        leg.set.venue === failure.venue && leg.instrument.underlying === failure.underlying;
      return summary(
        failure,
        legs,
        pnlBy((leg) => (hit(leg) ? moved(leg, columns[0]) : 0)),
      );
    }
    case "depeg": {
      const settled = new Set(failure.settledSets);
      return summary(
        failure,
        legs,
        pnlBy((leg) => {
          const isStable = leg.instrument.kind === "spot" && leg.instrument.underlying === failure.stable;
          if (isStable) return leg.position.quantity * (failure.priceUsd - leg.row.priceUsd);
          return settled.has(leg.set.id) && isClaim(leg) ? valueUsdOf(leg) * (failure.priceUsd - 1) : 0;
        }),
      );
    }
    case "venueOut": {
      const equity = new Map<string, number>();
      for (const leg of legs) equity.set(leg.set.id, (equity.get(leg.set.id) ?? 0) + valueUsdOf(leg));
      const lost = (leg: PricedLeg) => leg.set.venue === failure.venue && (equity.get(leg.set.id) ?? 0) > 0;
      return summary(
        failure,
        legs,
        pnlBy((leg) => (lost(leg) ? 0 - failure.lossGivenDefault * valueUsdOf(leg) : 0)),
      );
    }
  }
}

/** USD value of a position. */
function valueUsdOf({ position, row }: PricedLeg): number {
  return position.quantity * row.priceUsd - position.costUsd;
}

/** Perps and options are claims in the settlement asset; coins and liquidity are held themselves. */
function isClaim({ instrument }: PricedLeg): boolean {
  return instrument.kind === "perp" || (instrument.kind === "option" && instrument.settlement === "usd");
}

function summary(
  failure: Failure,
  legs: readonly PricedLeg[],
  pnl: Float64Array,
  direction: "up" | "down" | null = null,
): FailureRow {
  const byVenue = new Map<string, number>();
  legs.forEach((leg, i) => {
    byVenue.set(leg.set.venue, (byVenue.get(leg.set.venue) ?? 0) + (pnl[i] ?? Number.NaN));
  });
  return { name: failure.name, totalUsd: sum(pnl), byVenue, pnl, direction };
}

function sum(values: Float64Array | undefined): number {
  return values?.reduce((total, x) => total + x, 0) ?? 0;
}
