/** What a venue itself nets: positions inside one set offset each other in its margin, across sets they do not. */
export interface NettingSet {
  /** `chainId:venue:account:pool`; an isolated position is its own pool. */
  readonly id: string;
  readonly chainId: number;
  readonly venue: string;
  /** The venue's own account key: address, NFT id or sub-account id. */
  readonly account: string;
  readonly marginMode: "cross" | "isolated";
}

/**
 * A signed quantity of one instrument inside one netting set.
 * Value in USD = quantity * sheet price - costUsd, so perps, options, cash and collateral share one rule.
 */
export interface BookPosition {
  readonly id: string;
  readonly instrumentId: string;
  readonly nettingSetId: string;
  /** Base units (perp, option), coins (spot), liquidity (LP); long > 0. */
  readonly quantity: number;
  /** USD: entry notional of a perp plus fees and funding owed; 0 for options and coins that are held outright. */
  readonly costUsd: number;
  /**
   * USD per year, received > 0, on top of what the sheet says of the instrument: charges on what a position was entered
   * at (GMX), which differ between positions of one instrument. None when absent.
   */
  readonly carryUsdPerYear?: number;
  /** True for coins posted as collateral: they count as exposure, and their value as equity. */
  readonly isCollateral: boolean;
}
