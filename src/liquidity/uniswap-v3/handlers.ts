import { ponder } from "ponder:registry";
import type { PoolTerms } from "../../catalog/pools/pool.ts";
import { poolOf } from "../../catalog/pools.ts";
import { provenanceOf } from "../../ledger/provenance.ts";
import { record } from "../../oracles/record.ts";
import { initialized, liquidityChanged, swapped } from "../facts.ts";

ponder.on("UniswapV3Liquidity:Initialize", async ({ event, context }) => {
  const terms = termsOf(context.chain.id, event.log.address);
  if (terms === undefined) return;
  const { sqrtPriceX96, tick } = event.args;
  await record(context.db, provenanceOf(context.chain.id, event), [initialized(terms, sqrtPriceX96, tick)]);
});

ponder.on("UniswapV3Liquidity:Mint", async ({ event, context }) => {
  const terms = termsOf(context.chain.id, event.log.address);
  if (terms === undefined) return;
  const { tickLower, tickUpper, amount } = event.args;
  const facts = liquidityChanged(terms, tickLower, tickUpper, amount);
  await record(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("UniswapV3Liquidity:Burn", async ({ event, context }) => {
  const terms = termsOf(context.chain.id, event.log.address);
  if (terms === undefined) return;
  const { tickLower, tickUpper, amount } = event.args;
  const facts = liquidityChanged(terms, tickLower, tickUpper, -amount);
  await record(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("UniswapV3Swaps:Swap", async ({ event, context }) => {
  const terms = termsOf(context.chain.id, event.log.address);
  if (terms === undefined) return;
  const { sqrtPriceX96, tick, liquidity } = event.args;
  const at = provenanceOf(context.chain.id, event);
  await record(context.db, at, swapped(terms, at, { sqrtPriceX96, tick, liquidity }));
});

function termsOf(chainId: number, pool: string): PoolTerms | undefined {
  return poolOf(chainId, pool, pool);
}
