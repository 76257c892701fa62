import * as schema from "ponder:schema";
import { and, eq, inArray, ne, or } from "ponder";
import type { VenueRows } from "../venues/adapter.ts";
import type { AsOf, Database } from "./clocks.ts";

type AccountRow = typeof schema.venueAccount.$inferSelect;

/**
 * Reads what one venue's adapter needs for some accounts on one chain: their positions and collateral, the instruments
 * and the markets these are in, and the market facts that price them.
 */
export async function readVenueRows(
  db: Database,
  clock: AsOf,
  venue: string,
  accounts: readonly AccountRow[],
): Promise<VenueRows> {
  const { chainId } = clock;
  const keys = accounts.map(({ account }) => account);
  const { position, collateralBalance, instrument, venueMarket, venueParameter } = schema;
  const positions = await db
    .select()
    .from(position)
    .where(
      and(
        eq(position.chainId, chainId),
        eq(position.venue, venue),
        inArray(position.account, keys),
        eq(position.isOpen, true),
      ),
    )
    .orderBy(position.account, position.instrumentId, position.pool);
  const collateral = await db
    .select()
    .from(collateralBalance)
    .where(
      and(
        eq(collateralBalance.chainId, chainId),
        eq(collateralBalance.venue, venue),
        inArray(collateralBalance.account, keys),
        ne(collateralBalance.amount, 0n),
      ),
    )
    .orderBy(collateralBalance.account, collateralBalance.pool, collateralBalance.assetId);
  const instruments = await db
    .select()
    .from(instrument)
    .where(
      and(
        eq(instrument.chainId, chainId),
        eq(instrument.venue, venue),
        inArray(instrument.instrumentId, [...new Set(positions.map((row) => row.instrumentId))]),
      ),
    );
  const markets = await db
    .select()
    .from(venueMarket)
    .where(and(eq(venueMarket.chainId, chainId), eq(venueMarket.venue, venue)));
  const marketIds = [...new Set(instruments.map((row) => row.marketId))];
  const parameters = await db
    .select()
    .from(venueParameter)
    .where(
      and(
        eq(venueParameter.chainId, chainId),
        eq(venueParameter.venue, venue),
        or(
          eq(venueParameter.scope, "venue"),
          inArray(venueParameter.scope, [...markets.map((row) => row.marketId), ...keys]),
        ),
      ),
    );
  const { marketAccrual, volSmile, forwardPrice, interestRate, oracleFeed } = schema;
  const accruals = await db
    .select()
    .from(marketAccrual)
    .where(and(eq(marketAccrual.chainId, chainId), eq(marketAccrual.venue, venue)));
  const smiles = await db
    .select()
    .from(volSmile)
    .where(
      and(eq(volSmile.chainId, chainId), eq(volSmile.venue, venue), inArray(volSmile.marketId, marketIds)),
    );
  const forwards = await db
    .select()
    .from(forwardPrice)
    .where(
      and(
        eq(forwardPrice.chainId, chainId),
        eq(forwardPrice.venue, venue),
        inArray(forwardPrice.marketId, marketIds),
      ),
    );
  const rates = await db
    .select()
    .from(interestRate)
    .where(
      and(
        eq(interestRate.chainId, chainId),
        eq(interestRate.venue, venue),
        inArray(interestRate.marketId, marketIds),
      ),
    );
  const feeds = await db.select().from(oracleFeed).where(eq(oracleFeed.chainId, chainId));
  return {
    clock,
    accounts,
    positions,
    collateral,
    instruments,
    markets,
    parameters,
    accruals,
    smiles,
    forwards,
    rates,
    feeds,
  };
}
