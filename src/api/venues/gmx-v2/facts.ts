import type { VenueRows } from "../adapter.ts";

type Rows<Name extends keyof VenueRows> = VenueRows[Name] extends readonly (infer Row)[] ? Row : never;

export type PositionRow = Rows<"positions">;
export type CollateralRow = Rows<"collateral">;
export type InstrumentRow = Rows<"instruments">;
type MarketRow = Rows<"markets">;
type AccrualRow = Rows<"accruals">;
type ParameterRow = Rows<"parameters">;
export type FeedRow = Rows<"feeds">;

/** The rows of the venue by the keys that valuation looks them up with. */
export interface GmxFacts {
  readonly clock: VenueRows["clock"];
  instrument(marketId: string): InstrumentRow | undefined;
  market(marketId: string): MarketRow | undefined;
  accrual(marketId: string, name: string): AccrualRow | undefined;
  parameter(scope: string, name: string): ParameterRow | undefined;
  collateral(account: string, pool: string): readonly CollateralRow[];
  /** GMX's own price of a token. */
  feed(token: string): FeedRow | undefined;
}

const key = (...parts: string[]) => parts.join("|");

/** Indexes the rows once, so that valuing many positions stays linear. `family` names GMX's own price feeds. */
export function indexFacts(rows: VenueRows, family: string): GmxFacts {
  const instruments = new Map(rows.instruments.map((row) => [row.instrumentId, row]));
  const markets = new Map(rows.markets.map((row) => [row.marketId, row]));
  const accruals = new Map(rows.accruals.map((row) => [key(row.marketId, row.name), row]));
  const parameters = new Map(rows.parameters.map((row) => [key(row.scope, row.name), row]));
  const feeds = new Map(rows.feeds.filter((row) => row.family === family).map((row) => [row.feedId, row]));
  const collateral = new Map<string, CollateralRow[]>();
  for (const row of rows.collateral) {
    const pool = key(row.account, row.pool);
    const known = collateral.get(pool);
    if (known === undefined) collateral.set(pool, [row]);
    else known.push(row);
  }
  return {
    clock: rows.clock,
    instrument: (marketId) => instruments.get(marketId),
    market: (marketId) => markets.get(marketId),
    accrual: (marketId, name) => accruals.get(key(marketId, name)),
    parameter: (scope, name) => parameters.get(key(scope, name)),
    collateral: (account, pool) => collateral.get(key(account, pool)) ?? [],
    feed: (token) => feeds.get(token),
  };
}
