import { deriveAsset, deriveMarket } from "../../../catalog/deriveMarkets.ts";
import { toNumber } from "../../../toNumber.ts";
import { DERIVE_V2 } from "../../../venues/derive-v2/names.ts";
import type { ChainClock, VenueRows } from "../adapter.ts";

type Row<Name extends Exclude<keyof VenueRows, "clock">> = VenueRows[Name][number];

/** The feeds of a market that a price can need. */
type FeedRole = "spotFeed" | "forwardFeed" | "volFeed" | "perpFeed" | "rateFeed";

/** Rows by their keys. */
export interface Lookup {
  readonly clock: ChainClock;
  instrument(instrumentId: string): Row<"instruments"> | undefined;
  accrual(marketId: string, name: string): Row<"accruals"> | undefined;
  /** A parameter in its natural unit. */
  parameter(scope: string, name: string): number | undefined;
  /** A parameter that holds an address or a code. */
  rawParameter(scope: string, name: string): bigint | undefined;
  smile(marketId: string, expiry: number): Row<"smiles"> | undefined;
  forward(marketId: string, expiry: number): Row<"forwards"> | undefined;
  rate(marketId: string, expiry: number): Row<"rates"> | undefined;
  spotRow(feed: string): Row<"feeds"> | undefined;
  /** A market's feed as the chain last set it, else as the catalog has it; lower case. */
  feedAddress(marketId: string, role: FeedRole): string | undefined;
  /** The market whose coin an asset is; null when none is. */
  marketOfCoin(assetId: string): string | null;
  /** What an issue about a market is about. */
  marketSubject(marketId: string): string;
}

/** Indexes the rows of one view. */
export function indexRows(rows: VenueRows, spotFeedId: string): Lookup {
  const { clock } = rows;
  const instruments = keyed(rows.instruments, (row) => row.instrumentId);
  const accruals = keyed(rows.accruals, (row) => `${row.marketId} ${row.name}`);
  const parameters = keyed(rows.parameters, (row) => `${row.scope} ${row.name}`);
  const smiles = keyed(rows.smiles, (row) => `${row.marketId} ${row.expiry}`);
  const forwards = keyed(rows.forwards, (row) => `${row.marketId} ${row.expiry}`);
  const rates = keyed(rows.rates, (row) => `${row.marketId} ${row.expiry}`);
  const markets = keyed(rows.markets, (row) => row.marketId);
  const feeds = keyed(
    rows.feeds.filter((row) => row.feedId === spotFeedId),
    (row) => row.address.toLowerCase(),
  );
  return {
    clock,
    instrument: (instrumentId) => instruments.get(instrumentId),
    accrual: (marketId, name) => accruals.get(`${marketId} ${name}`),
    parameter: (scope, name) => {
      const row = parameters.get(`${scope} ${name}`);
      return row === undefined ? undefined : toNumber(row.value, row.decimals);
    },
    rawParameter: (scope, name) => parameters.get(`${scope} ${name}`)?.value,
    smile: (marketId, expiry) => smiles.get(`${marketId} ${expiry}`),
    forward: (marketId, expiry) => forwards.get(`${marketId} ${expiry}`),
    rate: (marketId, expiry) => rates.get(`${marketId} ${expiry}`),
    spotRow: (feed) => feeds.get(feed.toLowerCase()),
    feedAddress: (marketId, role) => {
      const set = markets.get(marketId)?.terms[role];
      const address = typeof set === "string" ? set : deriveMarket(marketId)?.[role];
      return address?.toLowerCase();
    },
    marketOfCoin: (assetId) => {
      const known = deriveAsset(assetId)?.market?.marketId;
      return known ?? rows.markets.find((row) => row.terms.base === assetId)?.marketId ?? null;
    },
    marketSubject: (marketId) => `${clock.chainId}:${DERIVE_V2}:market:${marketId}`,
  };
}

function keyed<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [key(row), row]));
}
