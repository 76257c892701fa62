import * as schema from "ponder:schema";
import { and, desc, eq, inArray } from "ponder";
import { ClearspanError } from "../../../errors.ts";
import { priceSourcesOf } from "../../../oracles/sources.ts";
import { toNumber } from "../../../toNumber.ts";
import { readLiquidity } from "../../liquidity/read.ts";
import { type JudgedFeed, type JudgedMarket, keyOf } from "../../market/judge.ts";
import { marketOf, newestOf, readMarketRows } from "../../market/read.ts";
import { readVolatility } from "../../market/volatility.ts";
import { smileOnWire } from "../../smiles.ts";
import type { Database } from "../../store/clocks.ts";
import { readConsistently } from "../../store/consistent.ts";
import type { ApiContext } from "../context.ts";
import { MAX_PAGE } from "../limits.ts";
import { asOfOnWire, rowOnWire, warningOnWire } from "../wire.ts";

const DEFAULT_ROUNDS = 5;

/** `market(underlying)`: what every chain says of an asset. */
export const marketResolvers = {
  Query: {
    market: async (_: unknown, { underlying }: { underlying: string }, { db }: ApiContext) => {
      const symbol = underlying.toUpperCase();
      const { clocks, value } = await readConsistently(db, async (asOf) => {
        const rows = await readMarketRows(db, [symbol]);
        const markets = await db
          .select()
          .from(schema.venueMarket)
          .where(eq(schema.venueMarket.underlying, symbol));
        const smiles = await db
          .select()
          .from(schema.volSmile)
          .where(
            and(
              inArray(
                schema.volSmile.chainId,
                asOf.map(({ chainId }) => chainId),
              ),
              inArray(
                schema.volSmile.marketId,
                markets.map(({ marketId }) => marketId),
              ),
            ),
          )
          .orderBy(schema.volSmile.chainId, schema.volSmile.venue, schema.volSmile.expiry);
        const assumed = marketOf(symbol, asOf, rows);
        const volatility = await readVolatility(db, assumed, newestOf(asOf));
        return { rows, markets, smiles, volatility };
      });
      const market = marketOf(symbol, clocks, value.rows, value.volatility?.forecast);
      if (market.feeds.length === 0 && value.markets.length === 0) {
        const known = [
          ...new Set(clocks.flatMap(({ chainId }) => priceSourcesOf(chainId)).map((s) => s.asset)),
        ];
        throw new ClearspanError("NOT_FOUND", `No indexed market or feed of ${symbol}.`, {
          details: `Known: ${known.sort().join(", ")}.`,
        });
      }
      return {
        underlying: symbol,
        spotUsd: market.consensus.ok ? market.consensus.value.price : null,
        consensus: consensusOnWire(market),
        feeds: market.feeds.map((feed) => feedOnWire(db, feed, market.feeds)),
        smiles: value.smiles
          .filter(({ venue, chainId, marketId }) =>
            value.markets.some((m) => m.venue === venue && m.chainId === chainId && m.marketId === marketId),
          )
          .map(smileOnWire),
        anomalies: value.rows.anomalies.map(rowOnWire),
        divergences: market.divergences,
        volatility: value.volatility,
        liquidity: () => readLiquidity(db, symbol),
        warnings: warningsOf(symbol, market).map(warningOnWire),
        asOf: clocks.map(asOfOnWire),
      };
    },
  },
};

function consensusOnWire({ consensus }: JudgedMarket) {
  if (!consensus.ok) return null;
  const { price, variance, dispersion, sources } = consensus.value;
  return {
    priceUsd: price,
    uncertainty: Math.sqrt(variance),
    dispersion,
    sources: sources.filter(({ weight }) => weight > 0).length,
  };
}

function feedOnWire(db: Database, feed: JudgedFeed, all: readonly JudgedFeed[]) {
  return {
    ...feed,
    peers: all
      .filter((other) => other !== feed && other.quote === feed.quote && other.kind !== "sequencer")
      .map((other) => ({
        ...other,
        apart: feed.price === null || other.price === null ? null : feed.price / other.price - 1,
      })),
    rounds: (args: { first?: number | null }) => readRounds(db, feed, args.first ?? DEFAULT_ROUNDS),
  };
}

async function readRounds(db: Database, { chainId, address, feedId }: JudgedFeed, first: number) {
  if (first < 1 || first > MAX_PAGE) {
    throw new ClearspanError("LIMIT_EXCEEDED", `first must be between 1 and ${MAX_PAGE}, got ${first}.`);
  }
  const { oracleRound: table } = schema;
  const rows = await db
    .select()
    .from(table)
    .where(
      and(eq(table.chainId, chainId), eq(table.address, address as `0x${string}`), eq(table.feedId, feedId)),
    )
    .orderBy(desc(table.blockNumber), desc(table.logIndex))
    .limit(first);
  return rows.map(({ price, decimals, observations, ...round }) => ({
    ...round,
    price: toNumber(price, decimals),
    observations: observations?.map((value) => toNumber(value, decimals)) ?? null,
  }));
}

function warningsOf(symbol: string, { feeds, consensus }: JudgedMarket) {
  const late = feeds
    // A feed that promises no schedule may stay silent for as long as nobody trades.
    .filter(
      ({ status, heartbeatSeconds }) =>
        status === "stale" || (status === "silent" && heartbeatSeconds !== null),
    )
    .map((feed) => ({
      code: "STALE" as const,
      subject: keyOf(feed),
      message:
        feed.ageSeconds === null
          ? `${feed.family} ${symbol}/${feed.quote} has not published since indexing began`
          : `${feed.family} ${symbol}/${feed.quote} is ${feed.ageSeconds} s old; it promises ${feed.heartbeatSeconds} s`,
    }));
  return consensus.ok ? late : [...late, ...consensus.issues.map((issue) => ({ ...issue, subject: symbol }))];
}
