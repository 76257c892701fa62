import { isStableRow, type SheetRow } from "./row.ts";

/** Sensitivities to one underlying; amounts in its base units can only be added inside it. */
export interface UnderlyingGreeks {
  /** Base units. */
  readonly delta: number;
  /** Base units with coin-settled options price-adjusted; null when the group holds none. Never add it to `delta`. */
  readonly deltaPa: number | null;
  readonly deltaUsd: number;
  /** Base units per USD. */
  readonly gamma: number;
  /** Change of `deltaUsd` for a rise of 1 %. */
  readonly gammaUsd1Pct: number;
  /** USD per 1.00 of volatility. */
  readonly vega: number;
  /** Base units per 1.00 of volatility. */
  readonly vanna: number;
}

/** Greeks, value and scenario P&L of a group of positions, in engine units (USD, per 1.00, per year). */
export interface BookGreeks {
  /** Sum of quantity * price - cost. */
  readonly valueUsd: number;
  /** Over underlyings, stablecoins left out: cash is no directional exposure. Theirs is in `byUnderlying`. */
  readonly deltaUsd: number;
  /** Change of `deltaUsd` when every underlying rises 1 %. */
  readonly gammaUsd1Pct: number;
  readonly vega: number;
  readonly theta: number;
  readonly rhoSpot: number;
  readonly rhoForward: number;
  readonly volga: number;
  /** Funding and borrow, paid < 0 < received. */
  readonly carryUsdPerYear: number;
  readonly byUnderlying: ReadonlyMap<string, UnderlyingGreeks>;
  /** USD by scenario, in the order of the sheet's scenarios. */
  readonly pnl: Float64Array;
}

/** What a group holds of one instrument. Long and short are apart because venues charge them different carry. */
export interface Holding {
  readonly row: SheetRow;
  /** Units held long (>= 0) and held short (<= 0), and their sum. */
  readonly long: number;
  readonly short: number;
  readonly net: number;
}

/** What positions of a group carry beside their quantity, summed. */
export interface PositionTerms {
  readonly costUsd: number;
  readonly carryUsdPerYear: number;
}

export const NO_TERMS: PositionTerms = { costUsd: 0, carryUsdPerYear: 0 };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Greeks of holdings: net quantity times row, added in the order given. The caller orders holdings by instrument id,
 * so that equal holdings give equal bits.
 */
export function greeksOf(
  holdings: readonly Holding[],
  { costUsd, carryUsdPerYear }: PositionTerms,
  scenarioCount: number,
): BookGreeks {
  const pnl = new Float64Array(scenarioCount);
  const byUnderlying = new Map<string, Mutable<UnderlyingGreeks>>();
  const total = {
    valueUsd: 0,
    deltaUsd: 0,
    gammaUsd1Pct: 0,
    vega: 0,
    theta: 0,
    rhoSpot: 0,
    rhoForward: 0,
    volga: 0,
    carryUsdPerYear: 0,
  };
  for (const { row, long, short, net } of holdings) {
    const deltaUsd = net * row.delta * row.referenceUsd;
    const gammaUsd1Pct = net * row.gamma * row.referenceUsd * row.referenceUsd * 0.01;
    total.valueUsd += net * row.priceUsd;
    if (!isStableRow(row)) total.deltaUsd += deltaUsd;
    total.gammaUsd1Pct += gammaUsd1Pct;
    total.vega += net * row.vega;
    total.theta += net * row.theta;
    total.rhoSpot += net * row.rhoSpot;
    total.rhoForward += net * row.rhoForward;
    total.volga += net * row.volga;
    total.carryUsdPerYear += long * row.carryLongUsdPerYear - short * row.carryShortUsdPerYear;
    for (let s = 0; s < scenarioCount; s++) pnl[s] = (pnl[s] ?? 0) + net * (row.pnl[s] ?? Number.NaN);

    const own = underlyingOf(byUnderlying, row.instrument.underlying);
    if (row.deltaPa !== null) own.deltaPa = (own.deltaPa ?? own.delta) + net * row.deltaPa;
    else if (own.deltaPa !== null) own.deltaPa += net * row.delta;
    own.delta += net * row.delta;
    own.deltaUsd += deltaUsd;
    own.gamma += net * row.gamma;
    own.gammaUsd1Pct += gammaUsd1Pct;
    own.vega += net * row.vega;
    own.vanna += net * row.vanna;
  }
  total.valueUsd -= costUsd;
  total.carryUsdPerYear += carryUsdPerYear;
  return { ...total, byUnderlying, pnl };
}

function underlyingOf(
  byUnderlying: Map<string, Mutable<UnderlyingGreeks>>,
  underlying: string,
): Mutable<UnderlyingGreeks> {
  const found = byUnderlying.get(underlying);
  if (found !== undefined) return found;
  const fresh = { delta: 0, deltaPa: null, deltaUsd: 0, gamma: 0, gammaUsd1Pct: 0, vega: 0, vanna: 0 };
  byUnderlying.set(underlying, fresh);
  return fresh;
}
