import type { Address } from "viem";
import { afterEach } from "vitest";
import { type LocalChain, startChain } from "../../../demo/chains/anvil.ts";
import type { TapeBlock, TapeLog, TapeTransaction } from "../../../demo/chains/tape.ts";

const started: LocalChain[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((chain) => chain.stop()));
});

/** A local chain that is stopped after the test. */
export async function chainForTest(chainId: number, genesisTime = 1_700_000_000): Promise<LocalChain> {
  const chain = await startChain({ chainId, genesisTime });
  started.push(chain);
  return chain;
}

/** Logs of a range of blocks in the form of a tape. */
export async function chainLogs(chain: LocalChain, fromBlock: number, toBlock: number): Promise<TapeLog[]> {
  const logs = await chain.client.getLogs({ fromBlock: BigInt(fromBlock), toBlock: BigInt(toBlock) });
  return logs.map(({ address, topics, data }) => ({ address, topics: [...topics], data }));
}

export async function blockTimes(chain: LocalChain, fromBlock: number, toBlock: number): Promise<number[]> {
  const times: number[] = [];
  for (let number = fromBlock; number <= toBlock; number++) {
    times.push(Number((await chain.client.getBlock({ blockNumber: BigInt(number) })).timestamp));
  }
  return times;
}

export const testAddress = (n: number): Address => `0x${n.toString(16).padStart(40, "a")}`;

/** A transaction with one log that carries `n` in its data. */
export const numbered = (n: number, address = testAddress(1)): TapeTransaction => ({
  logs: [{ address, topics: [], data: `0x${n.toString(16).padStart(64, "0")}` }],
});

export const block = (chainId: number, time: number, ...transactions: TapeTransaction[]): TapeBlock => ({
  chainId,
  time,
  transactions,
});
