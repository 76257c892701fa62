import * as schema from "ponder:schema";
import { and, desc, eq, ne } from "ponder";
import { ClearspanError } from "../../errors.ts";
import { POOL_PRICE_DECIMALS } from "../../liquidity/price.ts";
import { toNumber } from "../../toNumber.ts";
import { warningOnWire } from "../graphql/wire.ts";
import type { Database } from "../store/clocks.ts";
import { readConsistently } from "../store/consistent.ts";
import { bookOf, depthOf, impactOf, midOf, type PoolRow, type TickRow } from "./pool.ts";
import { type PoolVolatility, poolVolatility } from "./volatility.ts";

const MOVES = [0.005, 0.01, 0.02, 0.05];
const MAX_SIZES = 20;
const VOLATILITY_ROUNDS = 2_000;

/** The pools that price an asset, each with its own chain's ticks as of one block. */
export async function readLiquidity(db: Database, asset: string) {
  const { value: pools } = await readConsistently(
    db,
    async () => {
      const rows = await db
        .select()
        .from(schema.liquidityPool)
        .where(eq(schema.liquidityPool.asset, asset))
        .orderBy(schema.liquidityPool.chainId, schema.liquidityPool.address, schema.liquidityPool.poolId);
      return Promise.all(rows.map(async (pool) => ({ pool, ticks: await readTicks(db, pool) })));
    },
    (read) => new Set(read.map(({ pool }) => pool.chainId)),
  );
  return pools.map(({ pool, ticks }) => liquidityOnWire(db, pool, ticks));
}

function readTicks(db: Database, { chainId, address, poolId }: PoolRow): Promise<TickRow[]> {
  const { poolTick: table } = schema;
  return db
    .select()
    .from(table)
    .where(
      and(
        eq(table.chainId, chainId),
        eq(table.address, address),
        eq(table.poolId, poolId),
        ne(table.gross, 0n),
      ),
    );
}

function liquidityOnWire(db: Database, pool: PoolRow, ticks: readonly TickRow[]) {
  const book = bookOf(pool, ticks);
  const depth = book.ok ? depthOf(pool, book.value, MOVES) : book;
  let volatility: Promise<PoolVolatility | null> | undefined;
  const readOnce = () => {
    volatility ??= readVolatility(db, pool);
    return volatility;
  };
  const { chainId, address, family, quote, swappedAt, blockNumber, timestamp } = pool;
  return {
    ...{ chainId, address, pool: pool.poolId, family, quote, swappedAt, blockNumber, timestamp },
    mid: midOf(pool),
    fee: pool.fee / 1_000_000,
    depth: depth.ok ? depth.value : [],
    impact: ({ sizes }: { sizes: readonly number[] }) => {
      checkSizes(sizes);
      return book.ok ? impactOf(pool, book.value, sizes) : [];
    },
    realisedVolatility: async () => (await readOnce())?.realised ?? null,
    jumpShare: async () => (await readOnce())?.jumpShare ?? null,
    warnings: depth.ok ? [] : depth.issues.map(warningOnWire),
  };
}

function checkSizes(sizes: readonly number[]): void {
  if (sizes.length > MAX_SIZES)
    throw new ClearspanError("LIMIT_EXCEEDED", `sizes may hold ${MAX_SIZES} at most, got ${sizes.length}.`);
  const bad = sizes.find((size) => !(size > 0 && size <= 1e15));
  if (bad !== undefined)
    throw new ClearspanError("BAD_USER_INPUT", `sizes must be above 0 and at most 1e15, got ${bad}.`);
}

async function readVolatility(db: Database, pool: PoolRow): Promise<PoolVolatility | null> {
  const { oracleRound: table } = schema;
  const rows = await db
    .select({ price: table.price, timestamp: table.timestamp })
    .from(table)
    .where(
      and(eq(table.chainId, pool.chainId), eq(table.address, pool.address), eq(table.feedId, pool.poolId)),
    )
    .orderBy(desc(table.blockNumber), desc(table.logIndex))
    .limit(VOLATILITY_ROUNDS);
  const prices = rows
    .reverse()
    .map(({ price, timestamp }) => ({ timestamp, price: toNumber(price, POOL_PRICE_DECIMALS) }));
  return poolVolatility(prices);
}
