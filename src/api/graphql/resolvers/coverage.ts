import * as schema from "ponder:schema";
import { and, count, eq, like } from "ponder";
import { chainNames, chains } from "../../../catalog/chains.ts";
import { feedsOfChain } from "../../market/feedHealth.ts";
import type { Database } from "../../store/clocks.ts";
import { readConsistently } from "../../store/consistent.ts";
import { venueAdapters } from "../../venues/registry.ts";
import type { ApiContext } from "../context.ts";
import { asOfOnWire } from "../wire.ts";

/** `coverage`: which chains, venues, markets and feeds are indexed, how far, and what is not supported. */
export const coverageResolvers = {
  Query: {
    coverage: async (_: unknown, __: unknown, { db, isIndexed }: ApiContext) => {
      const { clocks, value } = await readConsistently(db, async () => {
        const markets = await countBy(db, schema.venueMarket);
        const unknown = await db
          .select({ chainId: schema.venueMarket.chainId, venue: schema.venueMarket.venue, rows: count() })
          .from(schema.venueMarket)
          .where(like(schema.venueMarket.underlying, "unknown:%"))
          .groupBy(schema.venueMarket.chainId, schema.venueMarket.venue);
        const positions = await db
          .select({ chainId: schema.position.chainId, venue: schema.position.venue, rows: count() })
          .from(schema.position)
          .where(and(eq(schema.position.isOpen, true)))
          .groupBy(schema.position.chainId, schema.position.venue);
        const integrity = await countBy(db, schema.integrityAnomaly);
        const feeds = await db.select().from(schema.oracleFeed);
        return { markets, unknown, positions, integrity, feeds };
      });
      const venues = new Map(
        [...value.markets, ...value.positions, ...value.integrity].map(({ chainId, venue }) => [
          `${chainId}:${venue}`,
          { chainId, venue },
        ]),
      );
      const rowsOf = (counts: typeof value.markets, of: { chainId: number; venue: string }) =>
        counts.find(({ chainId, venue }) => chainId === of.chainId && venue === of.venue)?.rows ?? 0;
      return {
        chains: chainNames.map((chain) => {
          const { id, label } = chains[chain];
          const clock = clocks.find(({ chainId }) => chainId === id);
          return {
            chainId: id,
            chain,
            label,
            isIndexed: isIndexed(chain),
            asOf: clock === undefined ? null : asOfOnWire(clock),
            venues: [...venues.values()]
              .filter(({ chainId }) => chainId === id)
              .map((venue) => ({
                venue: venue.venue,
                isValued: venueAdapters.has(venue.venue),
                markets: rowsOf(value.markets, venue),
                unknownMarkets: rowsOf(value.unknown, venue),
                openPositions: rowsOf(value.positions, venue),
                integrityAnomalies: rowsOf(value.integrity, venue),
              })),
            feeds: clock === undefined ? [] : feedsOfChain(clock, value.feeds),
          };
        }),
      };
    },
  },
};

function countBy(db: Database, table: typeof schema.venueMarket | typeof schema.integrityAnomaly) {
  return db
    .select({ chainId: table.chainId, venue: table.venue, rows: count() })
    .from(table)
    .groupBy(table.chainId, table.venue);
}
