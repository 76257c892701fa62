import type { Instrument } from "../../../engine/book/instrument.ts";
import type { Mark } from "../../../engine/book/market.ts";
import type { BookPosition, NettingSet } from "../../../engine/book/position.ts";
import type { MarginReport } from "../../../engine/margin/report.ts";
import type { Issue, Result } from "../../../engine/result.ts";
import type * as schema from "../../../ponder.schema.ts";

/** The newest indexed block of a chain: every number is as of this clock, never as of the wall clock. */
export interface ChainClock {
  readonly chainId: number;
  readonly blockNumber: number;
  readonly timestamp: number;
}

/** Rows of one venue on one chain: the accounts asked for, and the market facts that price them. */
export interface VenueRows {
  readonly clock: ChainClock;
  readonly accounts: readonly (typeof schema.venueAccount.$inferSelect)[];
  readonly positions: readonly (typeof schema.position.$inferSelect)[];
  readonly collateral: readonly (typeof schema.collateralBalance.$inferSelect)[];
  readonly instruments: readonly (typeof schema.instrument.$inferSelect)[];
  readonly markets: readonly (typeof schema.venueMarket.$inferSelect)[];
  readonly parameters: readonly (typeof schema.venueParameter.$inferSelect)[];
  readonly accruals: readonly (typeof schema.marketAccrual.$inferSelect)[];
  readonly smiles: readonly (typeof schema.volSmile.$inferSelect)[];
  readonly forwards: readonly (typeof schema.forwardPrice.$inferSelect)[];
  readonly rates: readonly (typeof schema.interestRate.$inferSelect)[];
  readonly feeds: readonly (typeof schema.oracleFeed.$inferSelect)[];
}

/** A round that a number rests on. */
export interface RoundReference {
  readonly chainId: number;
  readonly address: string;
  readonly feedId: string;
  readonly roundId: string;
  readonly publishedAt: number;
}

/** The margin of one netting set by its venue's own rule, and how to trade in it. */
export interface SetMargin {
  readonly nettingSetId: string;
  readonly report: Result<MarginReport>;
}

/** A perp or coin of a netting set that a rebalance may trade, with what a trade costs and how margin follows size. */
export interface TradableLine {
  readonly instrumentId: string;
  readonly nettingSetId: string;
  /** Fraction of notional that a trade costs: fee plus half spread. */
  readonly costRate: number;
  /** Initial-margin requirement in USD per base unit of absolute size, at the present mark. */
  readonly initialPerUnitUsd: number;
  readonly maintenancePerUnitUsd: number;
  /** Smallest step of a trade in base units; 0 when any size trades. */
  readonly lot: number;
}

/** What a venue's rows say in the engine's words. Positions that cannot be priced are named in `issues`, never dropped. */
export interface VenueView {
  readonly instruments: readonly Instrument[];
  readonly marks: ReadonlyMap<string, Mark>;
  readonly nettingSets: readonly NettingSet[];
  readonly positions: readonly BookPosition[];
  readonly margins: readonly SetMargin[];
  readonly tradable: readonly TradableLine[];
  readonly rounds: readonly RoundReference[];
  readonly issues: readonly Issue[];
}

/** Turns a venue's rows into the engine's words. Pure: same rows, same view. One file a venue, listed in `registry.ts`. */
export interface VenueAdapter {
  readonly venue: string;
  view(rows: VenueRows): VenueView;
}
