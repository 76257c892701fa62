import type { Address, Hash } from "viem";
import type { JsonObject } from "./json.ts";
import type { OracleFact } from "./oracleFacts.ts";

/** Where a fact comes from: the log (or block, for clock checks) that said it. */
export interface Provenance {
  readonly chainId: number;
  readonly blockNumber: number;
  /** Unix seconds of the block. */
  readonly timestamp: number;
  readonly transactionHash: Hash;
  readonly logIndex: number;
}

/** USD with 30 decimals: the finest scale of any indexed venue (GMX), so every venue converts exactly. */
export type Usd30 = bigint & { readonly __unit: "usd30" };

/** A venue account exists or changes hands. Fields that are absent keep their value. */
export interface AccountFact {
  readonly kind: "account";
  readonly venue: string;
  readonly account: string;
  /** Who holds the account's token or key on chain. */
  readonly holder?: Address;
  /** Who the holder keeps it for; null ends the custody, absent leaves it. */
  readonly beneficiary?: Address | null;
  readonly manager?: Address;
}

/** A smart wallet is controlled by an address. `onlyIfKnown` for events that other contracts emit as well. */
export interface WalletFact {
  readonly kind: "wallet";
  readonly wallet: Address;
  readonly controller: Address;
  readonly onlyIfKnown: boolean;
}

export interface MarketFact {
  readonly kind: "market";
  readonly venue: string;
  readonly marketId: string;
  readonly underlying: string;
  /** Merged into what is there, key by key. */
  readonly terms: JsonObject;
}

/** The terms of an instrument. The first fact about an instrument id wins: terms do not change. */
export interface InstrumentFact {
  readonly kind: "instrument";
  readonly venue: string;
  readonly instrumentId: string;
  readonly instrumentKind: "perp" | "option" | "powerPerp" | "concentratedLiquidity" | "spot";
  readonly marketId: string;
  readonly underlying: string;
  readonly quote: string;
  readonly settlementAsset: string;
  readonly sizeDecimals: number | null;
  readonly expiry?: number;
  readonly strike?: Usd30;
  readonly right?: "call" | "put";
  readonly lowerTick?: number;
  readonly upperTick?: number;
}

interface HoldingKey {
  readonly venue: string;
  readonly account: string;
  /** `cross`, or the key of an isolated position. */
  readonly pool: string;
}

/** After-state of a position. Absent fields keep their value; `venueState` is merged key by key. */
export interface PositionFact extends HoldingKey {
  readonly kind: "position";
  readonly instrumentId: string;
  readonly size?: bigint;
  readonly entryNotional?: Usd30 | null;
  readonly realizedPnlDelta?: Usd30;
  readonly feesDelta?: Usd30;
  readonly venueState?: JsonObject;
  /** The size before, where the chain states it: a mismatch with the row becomes an integrity anomaly. */
  readonly expectedSizeBefore?: bigint;
}

/** After-state of a collateral balance. Absent fields keep their value. */
export interface CollateralFact extends HoldingKey {
  readonly kind: "collateral";
  readonly assetId: string;
  readonly asset: string;
  readonly decimals: number | null;
  readonly amount?: bigint;
  readonly venueState?: JsonObject;
  readonly expectedAmountBefore?: bigint;
}

/** One event that changed a position. */
export interface TradeFact extends HoldingKey {
  readonly kind: "trade";
  readonly instrumentId: string;
  readonly tradeKind: "increase" | "decrease" | "liquidation" | "autoDeleverage" | "transfer" | "settlement";
  readonly sizeDelta: bigint;
  readonly sizeAfter: bigint;
  readonly price: Usd30 | null;
  readonly realizedPnl: Usd30;
  readonly fees: Usd30;
}

/** A risk parameter was set. `scope` is a market id, an account, or `venue`. */
export interface ParameterFact {
  readonly kind: "parameter";
  readonly venue: string;
  readonly scope: string;
  readonly name: string;
  readonly value: bigint;
  readonly decimals: number;
}

/** A running index or rate of a market moved. */
export interface AccrualFact {
  readonly kind: "accrual";
  readonly venue: string;
  readonly marketId: string;
  readonly name: string;
  readonly value: bigint;
  readonly decimals: number;
}

interface ExpiryKey {
  readonly venue: string;
  readonly marketId: string;
  readonly expiry: number;
  readonly confidence: bigint;
  readonly publishedAt: number;
}

export interface SmileFact extends ExpiryKey {
  readonly kind: "smile";
  readonly model: string;
  readonly parameters: JsonObject;
}

export interface ForwardFact extends ExpiryKey {
  readonly kind: "forward";
  readonly spotDifference: bigint;
  readonly settlementStartAggregate: bigint;
  readonly currentSpotAggregate: bigint;
}

export interface RateFact extends ExpiryKey {
  readonly kind: "rate";
  readonly rate: bigint;
}

/** A feed and what it quotes. */
export interface FeedKey {
  readonly address: Address;
  readonly feedId: string;
}

/** A price feed published an update. */
export interface PriceFact extends FeedKey {
  readonly kind: "price";
  readonly family: string;
  readonly asset: string;
  readonly quote: string;
  readonly decimals: number;
  readonly price: bigint;
  readonly priceLow?: bigint;
  readonly priceHigh?: bigint;
  readonly confidence?: bigint;
  readonly roundId: string;
  readonly publishedAt: number;
}

/** A proxy points at an aggregator. */
export interface PhaseFact {
  readonly kind: "phase";
  readonly proxy: Address;
  readonly phaseId: number;
  readonly aggregator: Address;
  readonly isIndexed: boolean;
}

/** What one look of a rule at a feed found; `finding` null when all is well. */
export interface AnomalyFact extends FeedKey {
  readonly kind: "anomaly";
  readonly rule: string;
  /** The feed that this one was compared with; each pair has a streak and anomalies of its own. */
  readonly peer?: FeedKey;
  readonly asset: string;
  /** How many looks in a row must find it before it opens, and must not before it closes; 1 when absent. */
  readonly openAfter?: number;
  readonly closeAfter?: number;
  readonly finding: {
    readonly severity: "info" | "warning" | "critical";
    readonly message: string;
    readonly evidence: JsonObject;
  } | null;
}

/** Facts that contradict each other. */
export interface IntegrityFact {
  readonly kind: "integrity";
  readonly venue: string;
  readonly subject: string;
  readonly rule: string;
  readonly message: string;
  readonly evidence: JsonObject;
}

/** What a venue or oracle handler tells the ledger. Handlers decode and scale; only the ledger writes tables. */
export type Fact =
  | AccountFact
  | WalletFact
  | MarketFact
  | InstrumentFact
  | PositionFact
  | CollateralFact
  | TradeFact
  | ParameterFact
  | AccrualFact
  | SmileFact
  | ForwardFact
  | RateFact
  | PriceFact
  | PhaseFact
  | OracleFact
  | AnomalyFact
  | IntegrityFact;

export type FactOf<Kind extends Fact["kind"]> = Extract<Fact, { kind: Kind }>;
