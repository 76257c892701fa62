/** The venue's name in every row. */
export const DERIVE_V2 = "derive-v2";

/** All positions and coins of a sub-account stand behind each other. */
export const CROSS = "cross";

/** Every amount, price and parameter on Derive has 18 decimals unless said otherwise. */
export const DECIMALS = 18;

/** Market id of the accruals of cash, which belongs to no market. */
export const CASH_MARKET = "cash";

/** Names of the accruals of a market. Prices and rates have 18 decimals, times are Unix seconds. */
export const accruals = {
  /** Perpetual price minus spot, USD, as signed by the feed: the cap is not applied yet. */
  perpSpotDiff: "perpSpotDiff",
  perpSpotDiffConfidence: "perpSpotDiffConfidence",
  perpSpotDiffPublishedAt: "perpSpotDiffPublishedAt",
  /** Prices at which a set size trades, as differences to spot in USD: half their gap is the cost of crossing it. */
  perpImpactAskDiff: "perpImpactAskDiff",
  perpImpactBidDiff: "perpImpactBidDiff",
  /** Running sum of funding in USD per base unit; a long pays its increase. */
  perpAggregatedFunding: "perpAggregatedFunding",
  /** Funding rate per hour as a fraction of the index price. */
  perpFundingRate: "perpFundingRate",
  /** Price at which a disabled perpetual is frozen, USD. */
  perpFrozenPrice: "perpFrozenPrice",
  /** Growth of one borrowed and of one lent unit of cash since deployment. */
  cashBorrowIndex: "cashBorrowIndex",
  cashSupplyIndex: "cashSupplyIndex",
  /** Growth over the last accrual, scaled to a year. */
  cashBorrowRate: "cashBorrowRate",
  cashSupplyRate: "cashSupplyRate",
  /** The one interest rate of the first portfolio margin. */
  staticRate: "staticRate",
} as const;

/** Names of parameters. Scope is the market id unless said otherwise; `venue` for the depeg rule. */
export const parameters = {
  option: {
    maxSpotReq: "option.maxSpotReq",
    minSpotReq: "option.minSpotReq",
    mmCallSpotReq: "option.mmCallSpotReq",
    mmPutSpotReq: "option.mmPutSpotReq",
    mmPutMtmReq: "option.mmPutMtmReq",
    unpairedImScale: "option.unpairedImScale",
    unpairedMmScale: "option.unpairedMmScale",
    mmOffsetScale: "option.mmOffsetScale",
  },
  perp: { mmReq: "perp.mmReq", imReq: "perp.imReq" },
  base: { marginFactor: "base.marginFactor", imScale: "base.imScale" },
  oracle: {
    perpThreshold: "oracle.perpThreshold",
    optionThreshold: "oracle.optionThreshold",
    baseThreshold: "oracle.baseThreshold",
    factor: "oracle.factor",
  },
  depeg: { threshold: "depeg.threshold", factor: "depeg.factor" },
  /** Largest |perp - spot| as a fraction of spot. */
  spotDiffCap: "perp.spotDiffCap",
  /** Scope is an asset address: what `AssetWhitelisted` said of it. */
  assetType: "assetType",
  assetMarket: "assetMarket",
  /** Scope is an account: the library that replaces its manager's own, 0 for none. */
  libOverride: "libOverride",
} as const;

/** Scope of parameters that hold for all markets. */
export const VENUE_SCOPE = "venue";

/** The part of an account's perpetual that its manager has not settled to cash yet, as decimal strings. */
export const perpState = {
  lastMarkPrice: "lastMarkPrice",
  unsettledPnl: "unsettledPnl",
  unsettledFunding: "unsettledFunding",
  lastAggregatedFunding: "lastAggregatedFunding",
} as const;

/** The index at which an account's cash balance was last brought up to date; 0 while it earns nothing. */
export const INTEREST_INDEX = "interestIndex";

/** The kinds of feed that have a heartbeat of their own. */
export type FeedKind = "spot" | "forward" | "vol" | "perp" | "rate" | "stable";

/** Name of the longest age in seconds that a feed's contract accepts; scope `venue` for the stable feed. */
export function heartbeatName(kind: FeedKind): string {
  return `heartbeat.${kind}`;
}

/**
 * Name of a portfolio-margin parameter. It carries the contract that holds it, in lower case, because an account can be
 * given another library than its market's managers have.
 */
export function portfolioName(contract: string, group: string, field: string | number): string {
  return `${contract.toLowerCase()}.${group}.${field}`;
}
