import type { Instrument } from "./instrument.ts";

/** Buckets of time to expiry: vega of one bucket does not hedge vega of another. */
export const TENORS = ["0-30d", "30-90d", "90d+", "perpetual"] as const;
export type Tenor = (typeof TENORS)[number];

/**
 * Everything that one unit of an instrument contributes to a book: units as in DESIGN of the engine, USD throughout.
 * An account's risk is quantity times row, summed.
 */
export interface SheetRow {
  readonly instrument: Instrument;
  /** USD per unit. */
  readonly priceUsd: number;
  /** USD price of the underlying that delta refers to: the venue's forward of an option, else mark or spot. */
  readonly referenceUsd: number;
  /** Base units of the underlying per unit. */
  readonly delta: number;
  /** delta - price / reference, for coin-settled options only; never add it to `delta`. */
  readonly deltaPa: number | null;
  /** Base units per USD. */
  readonly gamma: number;
  /** USD per 1.00 of volatility. */
  readonly vega: number;
  /** USD per calendar year. */
  readonly theta: number;
  /** USD per 1.00 of rate at a fixed spot. */
  readonly rhoSpot: number;
  /** USD per 1.00 of rate at a fixed forward. */
  readonly rhoForward: number;
  /** Base units per 1.00 of volatility. */
  readonly vanna: number;
  /** USD per 1.00 of volatility, squared. */
  readonly volga: number;
  /** Funding and borrow in USD per year of one unit held long, and of one unit held short; received > 0. */
  readonly carryLongUsdPerYear: number;
  readonly carryShortUsdPerYear: number;
  readonly tenor: Tenor;
  /** P&L in USD per unit by scenario, in the order of the sheet's scenarios: full revaluation, carry left out. */
  readonly pnl: Float64Array;
}

const SECONDS_PER_DAY = 86_400;
/** ACT/365 to the second. */
export const SECONDS_PER_YEAR = 365 * SECONDS_PER_DAY;

/** The bucket of an instrument that expires at `expiry` (Unix seconds), seen at `timestamp`; null never expires. */
export function tenorOf(expiry: number | null, timestamp: number): Tenor {
  if (expiry === null) return "perpetual";
  const days = (expiry - timestamp) / SECONDS_PER_DAY;
  if (days < 30) return "0-30d";
  return days < 90 ? "30-90d" : "90d+";
}

/** Whether a row is of a stablecoin: exposure to USD, which totals over underlyings leave out. */
export function isStableRow({ instrument }: SheetRow): boolean {
  return instrument.kind === "spot" && instrument.stable === true;
}
