import { decodeEventLog } from "viem";
import { uniswapV3LiquidityAbi, uniswapV3SwapAbi } from "../../../abis/uniswap.ts";
import type { LocalChain } from "../../../demo/chains/anvil.ts";
import type { MemoryStore } from "../../support/memoryStore.ts";
import { handlerOf } from "../../support/ponderRegistry.ts";
import "../../../src/liquidity/uniswap-v3/handlers.ts";

const abi = [...uniswapV3LiquidityAbi, ...uniswapV3SwapAbi];

/** A pool event as the chain logged it. */
export type PoolLog = ReturnType<typeof decodeEventLog<typeof abi>>;

/** Lets our handlers see the logs of a pool from a block on, in order, and returns them. */
export async function tellLogs(
  chain: LocalChain,
  address: `0x${string}`,
  fromBlock: bigint,
  memory: MemoryStore,
): Promise<PoolLog[]> {
  const logs = await chain.client.getLogs({ address, fromBlock, toBlock: "latest" });
  const told: PoolLog[] = [];
  for (const { data, topics, blockNumber, transactionHash, logIndex } of logs) {
    const decoded = decodeEventLog({ abi, data, topics });
    const { timestamp } = await chain.client.getBlock({ blockNumber });
    const source = decoded.eventName === "Swap" ? "UniswapV3Swaps" : "UniswapV3Liquidity";
    await handlerOf(`${source}:${decoded.eventName}`)({
      event: {
        block: { number: blockNumber, timestamp },
        transaction: { hash: transactionHash },
        log: { address, logIndex },
        args: decoded.args,
      },
      context: { db: memory.store, chain: { id: chain.chainId } },
    });
    told.push(decoded);
  }
  return told;
}
