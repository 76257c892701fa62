import { ponder } from "ponder:registry";
import { poolOf } from "../../catalog/pools.ts";
import { provenanceOf } from "../../ledger/provenance.ts";
import { record } from "../../oracles/record.ts";
import { initialized, liquidityChanged, swapped } from "../facts.ts";

ponder.on("UniswapV4Liquidity:Initialize", async ({ event, context }) => {
  const { id, sqrtPriceX96, tick } = event.args;
  const terms = poolOf(context.chain.id, event.log.address, id);
  if (terms === undefined) return;
  await record(context.db, provenanceOf(context.chain.id, event), [initialized(terms, sqrtPriceX96, tick)]);
});

ponder.on("UniswapV4Liquidity:ModifyLiquidity", async ({ event, context }) => {
  const { id, tickLower, tickUpper, liquidityDelta } = event.args;
  const terms = poolOf(context.chain.id, event.log.address, id);
  if (terms === undefined) return;
  const facts = liquidityChanged(terms, tickLower, tickUpper, liquidityDelta);
  await record(context.db, provenanceOf(context.chain.id, event), facts);
});

ponder.on("UniswapV4Swaps:Swap", async ({ event, context }) => {
  const { id, sqrtPriceX96, tick, liquidity, fee } = event.args;
  const terms = poolOf(context.chain.id, event.log.address, id);
  if (terms === undefined) return;
  const at = provenanceOf(context.chain.id, event);
  await record(context.db, at, swapped(terms, at, { sqrtPriceX96, tick, liquidity, fee }));
});
