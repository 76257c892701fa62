import { index, onchainEnum, onchainTable, primaryKey, relations } from "ponder";
import type { JsonObject } from "./src/ledger/json.ts";

/*
 * The unified schema. Every primary key starts with chainId and every row is a fact of one chain, so chains can be
 * indexed apart and a reorg touches one chain only. Cross-chain numbers are computed on the read side.
 * Money: USD amounts are bigint with 30 decimals; token amounts are bigint with the row's own decimals.
 * Times are Unix seconds. Rows are closed with a flag, never deleted.
 */

export const instrumentKind = onchainEnum("instrument_kind", [
  "perp",
  "option",
  "powerPerp",
  "concentratedLiquidity",
  "spot",
]);
export const optionRight = onchainEnum("option_right", ["call", "put"]);
export const tradeKind = onchainEnum("trade_kind", [
  "increase",
  "decrease",
  "liquidation",
  "autoDeleverage",
  "transfer",
  "settlement",
]);
export const pendingState = onchainEnum("pending_state", ["pending", "final", "dropped"]);
export const anomalySeverity = onchainEnum("anomaly_severity", ["info", "warning", "critical"]);

/** A venue's own account key and who it belongs to. */
export const venueAccount = onchainTable(
  "venue_account",
  (t) => ({
    chainId: t.integer().notNull(),
    venue: t.text().notNull(),
    account: t.text().notNull(),
    /** Who bears the risk: `beneficiary` where the venue takes custody of the account, else `holder`. */
    owner: t.hex().notNull(),
    /** Who holds the account's token or key on chain (for Derive mostly the Matching contract). */
    holder: t.hex().notNull(),
    beneficiary: t.hex(),
    /** The contract whose margin rule applies, where an account can choose (Derive). */
    manager: t.hex(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.venue, table.account] }),
    ownerIndex: index().on(table.owner),
  }),
);

/** A smart wallet and the address that controls it, so that `account(owner)` finds what the wallet holds. */
export const smartWallet = onchainTable(
  "smart_wallet",
  (t) => ({
    chainId: t.integer().notNull(),
    wallet: t.hex().notNull(),
    controller: t.hex().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.wallet] }),
    controllerIndex: index().on(table.controller),
  }),
);

/** A market of a venue: what it trades and in which tokens it settles. */
export const venueMarket = onchainTable(
  "venue_market",
  (t) => ({
    chainId: t.integer().notNull(),
    venue: t.text().notNull(),
    marketId: t.text().notNull(),
    /** Catalog symbol, or `unknown:<address>` for a token that the catalog does not know. */
    underlying: t.text().notNull(),
    /** Venue-specific terms: token addresses, decimals, assets. */
    terms: t.json().$type<JsonObject>().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.venue, table.marketId] }),
    underlyingIndex: index().on(table.underlying),
  }),
);

/** The terms of what can be held. Written once, when first seen. */
export const instrument = onchainTable(
  "instrument",
  (t) => ({
    chainId: t.integer().notNull(),
    venue: t.text().notNull(),
    instrumentId: t.text().notNull(),
    kind: instrumentKind().notNull(),
    marketId: t.text().notNull(),
    underlying: t.text().notNull(),
    quote: t.text().notNull(),
    settlementAsset: t.text().notNull(),
    /** Decimals of `position.size`; null when the catalog does not know the token: such a position stays unpriced. */
    sizeDecimals: t.integer(),
    expiry: t.integer(),
    /** USD with 30 decimals. */
    strike: t.bigint(),
    right: optionRight(),
    lowerTick: t.integer(),
    upperTick: t.integer(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.venue, table.instrumentId] }),
    underlyingIndex: index().on(table.underlying),
  }),
);

/** How much of an instrument an account holds in one collateral pool. */
export const position = onchainTable(
  "position",
  (t) => ({
    chainId: t.integer().notNull(),
    venue: t.text().notNull(),
    account: t.text().notNull(),
    instrumentId: t.text().notNull(),
    /** `cross`, or the venue's position key for an isolated position. */
    pool: t.text().notNull(),
    /** Signed, in the instrument's `sizeDecimals`; long > 0. */
    size: t.bigint().notNull(),
    /** Signed USD with 30 decimals paid for the position; null where value does not depend on entry (options). */
    entryNotional: t.bigint(),
    isOpen: t.boolean().notNull(),
    /** Counts openings of the same key: a key is reused after a close. */
    lifecycle: t.integer().notNull(),
    openedAt: t.integer().notNull(),
    /** Sums over the present lifecycle, USD with 30 decimals. */
    realizedPnl: t.bigint().notNull(),
    feesPaid: t.bigint().notNull(),
    /** Venue-specific running state (accrual indices, pending impact); bigints as decimal strings. */
    venueState: t.json().$type<JsonObject>().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.venue, table.account, table.instrumentId, table.pool],
    }),
    accountIndex: index().on(table.account, table.venue, table.chainId),
    instrumentIndex: index().on(table.instrumentId),
  }),
);

/** Coins and cash that stand behind positions: one row per account, pool and asset. */
export const collateralBalance = onchainTable(
  "collateral_balance",
  (t) => ({
    chainId: t.integer().notNull(),
    venue: t.text().notNull(),
    account: t.text().notNull(),
    pool: t.text().notNull(),
    /** The venue's key of the asset: a token or asset contract address. */
    assetId: t.text().notNull(),
    /** Catalog symbol, or `unknown:<address>`. */
    asset: t.text().notNull(),
    /** Signed: cash can be borrowed. */
    amount: t.bigint().notNull(),
    decimals: t.integer(),
    venueState: t.json().$type<JsonObject>().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.venue, table.account, table.pool, table.assetId] }),
    accountIndex: index().on(table.account, table.venue, table.chainId),
  }),
);

/** What happened to a position, one row per event that changed it. */
export const trade = onchainTable(
  "trade",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.integer().notNull(),
    logIndex: t.integer().notNull(),
    venue: t.text().notNull(),
    account: t.text().notNull(),
    instrumentId: t.text().notNull(),
    pool: t.text().notNull(),
    kind: tradeKind().notNull(),
    sizeDelta: t.bigint().notNull(),
    sizeAfter: t.bigint().notNull(),
    /** USD with 30 decimals per base unit; null where the event has no price. */
    price: t.bigint(),
    realizedPnl: t.bigint().notNull(),
    fees: t.bigint().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    // One log can move two accounts, so the account is part of the key.
    pk: primaryKey({ columns: [table.chainId, table.blockNumber, table.logIndex, table.account] }),
    accountIndex: index().on(table.account, table.venue, table.chainId),
  }),
);

/** A venue's risk parameter as last set on chain. `scope` is a market id, an account, or `venue`. */
export const venueParameter = onchainTable(
  "venue_parameter",
  (t) => ({
    chainId: t.integer().notNull(),
    venue: t.text().notNull(),
    scope: t.text().notNull(),
    name: t.text().notNull(),
    value: t.bigint().notNull(),
    decimals: t.integer().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.venue, table.scope, table.name] }) }),
);

/** A running index or rate of a market: funding, borrowing, interest. */
export const marketAccrual = onchainTable(
  "market_accrual",
  (t) => ({
    chainId: t.integer().notNull(),
    venue: t.text().notNull(),
    marketId: t.text().notNull(),
    name: t.text().notNull(),
    value: t.bigint().notNull(),
    decimals: t.integer().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.venue, table.marketId, table.name] }) }),
);

/** The newest smile of one expiry, as the venue's own feed published it. */
export const volSmile = onchainTable(
  "vol_smile",
  (t) => ({
    chainId: t.integer().notNull(),
    venue: t.text().notNull(),
    marketId: t.text().notNull(),
    expiry: t.integer().notNull(),
    model: t.text().notNull(),
    /** Model parameters as decimal strings of the chain's integers. */
    parameters: t.json().$type<JsonObject>().notNull(),
    confidence: t.bigint().notNull(),
    publishedAt: t.integer().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.venue, table.marketId, table.expiry] }) }),
);

/** The newest forward of one expiry: a difference to spot, and the settlement averages near expiry. */
export const forwardPrice = onchainTable(
  "forward_price",
  (t) => ({
    chainId: t.integer().notNull(),
    venue: t.text().notNull(),
    marketId: t.text().notNull(),
    expiry: t.integer().notNull(),
    /** 18 decimals. */
    spotDifference: t.bigint().notNull(),
    settlementStartAggregate: t.bigint().notNull(),
    currentSpotAggregate: t.bigint().notNull(),
    confidence: t.bigint().notNull(),
    publishedAt: t.integer().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.venue, table.marketId, table.expiry] }) }),
);

/** The newest interest rate of one expiry, 18 decimals, continuous. */
export const interestRate = onchainTable(
  "interest_rate",
  (t) => ({
    chainId: t.integer().notNull(),
    venue: t.text().notNull(),
    marketId: t.text().notNull(),
    expiry: t.integer().notNull(),
    rate: t.bigint().notNull(),
    confidence: t.bigint().notNull(),
    publishedAt: t.integer().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.venue, table.marketId, table.expiry] }) }),
);

/** A price feed and its newest update. `feedId` tells feeds apart that share an emitter address. */
export const oracleFeed = onchainTable(
  "oracle_feed",
  (t) => ({
    chainId: t.integer().notNull(),
    address: t.hex().notNull(),
    feedId: t.text().notNull(),
    family: t.text().notNull(),
    /** What the feed quotes, e.g. `ETH`; `unknown:<id>` when the catalog does not know it. */
    asset: t.text().notNull(),
    quote: t.text().notNull(),
    decimals: t.integer().notNull(),
    price: t.bigint().notNull(),
    /** Upper and lower end where the oracle gives a band (GMX min and max, Pyth confidence). */
    priceLow: t.bigint().notNull(),
    priceHigh: t.bigint().notNull(),
    /** The oracle's own confidence in 18 decimals, where it gives one. */
    confidence: t.bigint(),
    roundId: t.text().notNull(),
    /** The oracle's own time, which can be older than the block's. */
    publishedAt: t.integer().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.address, table.feedId] }),
    assetIndex: index().on(table.asset),
  }),
);

/** A Uniswap pool after its last event. */
export const liquidityPool = onchainTable(
  "liquidity_pool",
  (t) => ({
    chainId: t.integer().notNull(),
    /** The contract that logs: the pool (v3) or the PoolManager (v4). */
    address: t.hex().notNull(),
    /** The pool's address (v3) or id (v4). */
    poolId: t.text().notNull(),
    family: t.text().notNull(),
    /** What the pool prices, and in what; a USD stablecoin counts as USD. */
    asset: t.text().notNull(),
    quote: t.text().notNull(),
    baseIsToken0: t.boolean().notNull(),
    token0: t.hex().notNull(),
    token1: t.hex().notNull(),
    decimals0: t.integer().notNull(),
    decimals1: t.integer().notNull(),
    /** Hundredths of a basis point; of a v4 pool what its last swap paid. */
    fee: t.integer().notNull(),
    tickSpacing: t.integer().notNull(),
    /** Root of token1 per token0 in raw units, Q64.96. */
    sqrtPriceX96: t.bigint().notNull(),
    tick: t.integer().notNull(),
    /** Active at the tick, raw. */
    liquidity: t.bigint().notNull(),
    /** Whether the pool's first event was indexed, so that its ticks add up. */
    isComplete: t.boolean().notNull(),
    /** Time of the last swap; null before the first one that was indexed: the price is then the pool's first. */
    swappedAt: t.integer(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.chainId, table.address, table.poolId] }),
    assetIndex: index().on(table.asset),
  }),
);

/** Liquidity that begins or ends at a tick of a pool, raw; zeros once all of it was burnt. */
export const poolTick = onchainTable(
  "pool_tick",
  (t) => ({
    chainId: t.integer().notNull(),
    address: t.hex().notNull(),
    poolId: t.text().notNull(),
    tick: t.integer().notNull(),
    /** Of all positions that begin or end here; the tick is initialised while it is not 0. */
    gross: t.bigint().notNull(),
    /** Added to the active liquidity when the price rises through the tick. */
    net: t.bigint().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.address, table.poolId, table.tick] }) }),
);

/** Every update of every feed. */
export const oracleRound = onchainTable(
  "oracle_round",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.integer().notNull(),
    logIndex: t.integer().notNull(),
    address: t.hex().notNull(),
    feedId: t.text().notNull(),
    /** Of this round's aggregator: they have changed under one proxy. */
    decimals: t.integer().notNull(),
    price: t.bigint().notNull(),
    priceLow: t.bigint().notNull(),
    priceHigh: t.bigint().notNull(),
    confidence: t.bigint(),
    /** What every publisher said, for families that tell. */
    observations: t.bigint().array(),
    roundId: t.text().notNull(),
    publishedAt: t.integer().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    // One log, or one block's clock, can settle the prices of several feeds.
    pk: primaryKey({
      columns: [table.chainId, table.blockNumber, table.logIndex, table.address, table.feedId],
    }),
    feedIndex: index().on(table.address, table.feedId, table.timestamp),
  }),
);

/** What stands behind a feed's proxy, phase by phase; the newest row is the one in use. */
export const oraclePhase = onchainTable(
  "oracle_phase",
  (t) => ({
    chainId: t.integer().notNull(),
    proxy: t.hex().notNull(),
    phaseId: t.integer().notNull(),
    aggregator: t.hex().notNull(),
    /** False when the catalog does not list this aggregator, so that its rounds are not indexed. */
    isIndexed: t.boolean().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.proxy, table.phaseId] }) }),
);

/** What changed behind a feed, one row a change. */
export const oracleConfigChange = onchainTable(
  "oracle_config_change",
  (t) => ({
    chainId: t.integer().notNull(),
    address: t.hex().notNull(),
    feedId: t.text().notNull(),
    /** What changed: `signers`, `aggregator`, `decimals`, `bar` and others. */
    change: t.text().notNull(),
    blockNumber: t.integer().notNull(),
    logIndex: t.integer().notNull(),
    asset: t.text().notNull(),
    /** What is known of the state before; empty where the chain does not say. */
    before: t.json().$type<JsonObject>().notNull(),
    after: t.json().$type<JsonObject>().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.address, table.feedId, table.change, table.blockNumber, table.logIndex],
    }),
    assetIndex: index().on(table.asset),
  }),
);

/** The nodes' answers of a round that are logged one by one (Chainlink Flux). */
export const oracleSubmission = onchainTable(
  "oracle_submission",
  (t) => ({
    chainId: t.integer().notNull(),
    aggregator: t.hex().notNull(),
    roundId: t.text().notNull(),
    /** Decimal strings by node. */
    answers: t.json().$type<Readonly<Record<string, string>>>().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.aggregator, table.roundId] }) }),
);

/** A feed's newest optimistic value: no price until it can no longer be challenged (Chronicle). */
export const oraclePendingPrice = onchainTable(
  "oracle_pending_price",
  (t) => ({
    chainId: t.integer().notNull(),
    address: t.hex().notNull(),
    feedId: t.text().notNull(),
    price: t.bigint().notNull(),
    publishedAt: t.integer().notNull(),
    finalAt: t.integer().notNull(),
    state: pendingState().notNull(),
    blockNumber: t.integer().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
    logIndex: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.address, table.feedId] }) }),
);

/** What names on an oracle's contract point at (API3: a feed's name at its data, and its data at the name). */
export const oraclePointer = onchainTable(
  "oracle_pointer",
  (t) => ({
    chainId: t.integer().notNull(),
    address: t.hex().notNull(),
    name: t.hex().notNull(),
    target: t.hex().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.address, table.name] }) }),
);

/** Something wrong with a feed, from the update that opened it to the one that closed it. */
export const oracleAnomaly = onchainTable(
  "oracle_anomaly",
  (t) => ({
    chainId: t.integer().notNull(),
    address: t.hex().notNull(),
    feedId: t.text().notNull(),
    rule: t.text().notNull(),
    openedAt: t.integer().notNull(),
    severity: anomalySeverity().notNull(),
    asset: t.text().notNull(),
    isOpen: t.boolean().notNull(),
    updatedAt: t.integer().notNull(),
    closedAt: t.integer(),
    message: t.text().notNull(),
    /** The exact rounds and numbers the rule looked at. */
    evidence: t.json().$type<JsonObject>().notNull(),
    blockNumber: t.integer().notNull(),
  }),
  (table) => ({
    pk: primaryKey({
      columns: [table.chainId, table.address, table.feedId, table.rule, table.openedAt],
    }),
    openIndex: index().on(table.isOpen, table.severity),
  }),
);

/** What the oracle watch remembers of a feed between its updates: windows, streaks and open anomalies, of bounded size. */
export const oracleWatch = onchainTable(
  "oracle_watch",
  (t) => ({
    chainId: t.integer().notNull(),
    address: t.hex().notNull(),
    feedId: t.text().notNull(),
    // JSON as text: Ponder clones a row with JSON in it whenever it is read, and every price reads those of its peers.
    memory: t.text().notNull(),
    // Windows of numbers, which only the feed's own updates read.
    windows: t.text().notNull(),
    blockNumber: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.chainId, table.address, table.feedId] }) }),
);

/** Facts that contradict each other, such as a balance that does not continue the last one. */
export const integrityAnomaly = onchainTable(
  "integrity_anomaly",
  (t) => ({
    chainId: t.integer().notNull(),
    blockNumber: t.integer().notNull(),
    logIndex: t.integer().notNull(),
    venue: t.text().notNull(),
    subject: t.text().notNull(),
    rule: t.text().notNull(),
    message: t.text().notNull(),
    evidence: t.json().$type<JsonObject>().notNull(),
    timestamp: t.integer().notNull(),
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    // One log can contradict the record of two accounts, so the subject is part of the key.
    pk: primaryKey({
      columns: [table.chainId, table.blockNumber, table.logIndex, table.rule, table.subject],
    }),
    subjectIndex: index().on(table.subject),
  }),
);

export const venueAccountRelations = relations(venueAccount, ({ many }) => ({
  positions: many(position),
  collateral: many(collateralBalance),
}));

export const positionRelations = relations(position, ({ one }) => ({
  venueAccount: one(venueAccount, {
    fields: [position.chainId, position.venue, position.account],
    references: [venueAccount.chainId, venueAccount.venue, venueAccount.account],
  }),
  instrument: one(instrument, {
    fields: [position.chainId, position.venue, position.instrumentId],
    references: [instrument.chainId, instrument.venue, instrument.instrumentId],
  }),
}));

export const collateralBalanceRelations = relations(collateralBalance, ({ one }) => ({
  venueAccount: one(venueAccount, {
    fields: [collateralBalance.chainId, collateralBalance.venue, collateralBalance.account],
    references: [venueAccount.chainId, venueAccount.venue, venueAccount.account],
  }),
}));

export const instrumentRelations = relations(instrument, ({ one, many }) => ({
  positions: many(position),
  market: one(venueMarket, {
    fields: [instrument.chainId, instrument.venue, instrument.marketId],
    references: [venueMarket.chainId, venueMarket.venue, venueMarket.marketId],
  }),
}));

export const venueMarketRelations = relations(venueMarket, ({ many }) => ({
  instruments: many(instrument),
}));

export const oracleFeedRelations = relations(oracleFeed, ({ many }) => ({
  rounds: many(oracleRound),
}));

export const oracleRoundRelations = relations(oracleRound, ({ one }) => ({
  feed: one(oracleFeed, {
    fields: [oracleRound.chainId, oracleRound.address, oracleRound.feedId],
    references: [oracleFeed.chainId, oracleFeed.address, oracleFeed.feedId],
  }),
}));
