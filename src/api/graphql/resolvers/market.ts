import * as schema from "ponder:schema";
import { and, eq, inArray } from "ponder";
import { ClearspanError } from "../../../errors.ts";
import { priceSourcesOf } from "../../../oracles/sources.ts";
import { feedsOfChain, medianPrice } from "../../oracle.ts";
import { smileOnWire } from "../../smiles.ts";
import { readConsistently } from "../../store/consistent.ts";
import type { ApiContext } from "../context.ts";
import { asOfOnWire, rowOnWire, warningOnWire } from "../wire.ts";

const MAX_ANOMALIES = 100;

/** `market(underlying)`: what every chain says of an asset. */
export const marketResolvers = {
  Query: {
    market: async (_: unknown, { underlying }: { underlying: string }, { db }: ApiContext) => {
      const symbol = underlying.toUpperCase();
      const { clocks, value } = await readConsistently(db, async (asOf) => {
        const chainIds = asOf.map(({ chainId }) => chainId);
        const feeds = await db.select().from(schema.oracleFeed).where(eq(schema.oracleFeed.asset, symbol));
        const markets = await db
          .select()
          .from(schema.venueMarket)
          .where(eq(schema.venueMarket.underlying, symbol));
        const smiles = await db
          .select()
          .from(schema.volSmile)
          .where(
            and(
              inArray(schema.volSmile.chainId, chainIds),
              inArray(
                schema.volSmile.marketId,
                markets.map(({ marketId }) => marketId),
              ),
            ),
          )
          .orderBy(schema.volSmile.chainId, schema.volSmile.venue, schema.volSmile.expiry);
        const anomalies = await db
          .select()
          .from(schema.oracleAnomaly)
          .where(and(eq(schema.oracleAnomaly.asset, symbol), eq(schema.oracleAnomaly.isOpen, true)))
          .orderBy(schema.oracleAnomaly.chainId, schema.oracleAnomaly.openedAt)
          .limit(MAX_ANOMALIES);
        return { feeds, markets, smiles, anomalies };
      });
      const feeds = clocks.flatMap((clock) =>
        feedsOfChain(clock, value.feeds).filter(({ asset }) => asset === symbol),
      );
      if (feeds.length === 0 && value.markets.length === 0) {
        const known = [
          ...new Set(clocks.flatMap(({ chainId }) => priceSourcesOf(chainId)).map((s) => s.asset)),
        ];
        throw new ClearspanError("NOT_FOUND", `No indexed market or feed of ${symbol}.`, {
          details: `Known: ${known.sort().join(", ")}.`,
        });
      }
      return {
        underlying: symbol,
        spotUsd: medianPrice(feeds),
        feeds,
        smiles: value.smiles
          .filter(({ venue, chainId, marketId }) =>
            value.markets.some((m) => m.venue === venue && m.chainId === chainId && m.marketId === marketId),
          )
          .map(smileOnWire),
        anomalies: value.anomalies.map(rowOnWire),
        warnings: feeds
          // A feed that promises no schedule may stay silent for as long as nobody trades.
          .filter(
            ({ status, heartbeatSeconds }) =>
              status === "stale" || (status === "silent" && heartbeatSeconds !== null),
          )
          .map((feed) =>
            warningOnWire({
              code: "STALE",
              subject: `${feed.chainId}:${feed.address}:${feed.feedId}`,
              message:
                feed.ageSeconds === null
                  ? `${feed.family} ${symbol} has not published since indexing began`
                  : `${feed.family} ${symbol} is ${feed.ageSeconds} s old; it promises ${feed.heartbeatSeconds} s`,
            }),
          ),
        asOf: clocks.map(asOfOnWire),
      };
    },
  },
};
