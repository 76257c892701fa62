/** Option right. */
export type Right = "call" | "put";

interface InstrumentBase {
  /** Unique over chains and venues: `chainId:venue:venue's own id`. */
  readonly id: string;
  readonly chainId: number;
  readonly venue: string;
  /** The asset whose price moves the instrument, as a catalog symbol such as `ETH`. */
  readonly underlying: string;
}

/** A perpetual future; P&L is linear in the mark and paid in USD terms. Quantity in base units. */
export interface PerpInstrument extends InstrumentBase {
  readonly kind: "perp";
}

/** A European option. Quantity in base units of the underlying; a premium or pay-off in USD per base unit. */
export interface OptionInstrument extends InstrumentBase {
  readonly kind: "option";
  readonly right: Right;
  /** USD per base unit. */
  readonly strike: number;
  /** Unix seconds. */
  readonly expiry: number;
  /** `coin` when premium and pay-off are the underlying itself: then the price-adjusted greeks matter. */
  readonly settlement: "usd" | "coin";
}

/** A perpetual claim on `underlying ** exponent` scaled by `scale` (Squeeth: exponent 2, scale = normFactor / 1e4). */
export interface PowerPerpInstrument extends InstrumentBase {
  readonly kind: "powerPerp";
  readonly exponent: number;
  readonly scale: number;
  /** Funding period in years. */
  readonly fundingPeriod: number;
}

/** A concentrated-liquidity range in a pool of `underlying` against USD. Quantity is liquidity L in human units. */
export interface LiquidityInstrument extends InstrumentBase {
  readonly kind: "concentratedLiquidity";
  /** USD per base unit at the range's ends. */
  readonly lowerPrice: number;
  readonly upperPrice: number;
}

/** A coin or stablecoin balance: wallet spot, venue cash, or collateral. Quantity in whole coins. */
export interface SpotInstrument extends InstrumentBase {
  readonly kind: "spot";
  /** True for a coin pegged to USD: a general market move passes it by, a depeg scenario names it. */
  readonly stable?: boolean;
}

/** What is held. Terms are fixed for the instrument's life; quantities live on the position. */
export type Instrument =
  | PerpInstrument
  | OptionInstrument
  | PowerPerpInstrument
  | LiquidityInstrument
  | SpotInstrument;
