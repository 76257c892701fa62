import { type AbiEvent, type Address, decodeEventLog, type Hash, type Hex, toEventSelector } from "viem";
import { chainById } from "../../src/catalog/chains.ts";
import "../../src/oracles/api3/handlers.ts";
import "../../src/oracles/chainlink/configHandlers.ts";
import "../../src/oracles/chainlink/handlers.ts";
import "../../src/oracles/chronicle/handlers.ts";
import { oracleContracts } from "../../src/oracles/contracts.ts";
import "../../src/oracles/pyth/handlers.ts";
import "../../src/oracles/redstone/handlers.ts";
import type { MemoryStore } from "../support/memoryStore.ts";
import { handlerOf } from "../support/ponderRegistry.ts";

export interface Log {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

/** A block's transactions, each a list of logs, at a second. */
export interface Block {
  readonly timestamp: number;
  readonly transactions: readonly (readonly Log[])[];
}

/** The part of Ponder's client that handlers use. */
export interface Client {
  readContract(call: { functionName: string; address: Address; args?: readonly unknown[] }): Promise<unknown>;
}

interface Source {
  readonly abi: readonly { readonly type: string }[];
  readonly chain: Readonly<Record<string, { readonly address: Address | readonly Address[] }>>;
}

const sources: Readonly<Record<string, Source>> = oracleContracts((block) => block);
const noContract: Client = {
  readContract: () => Promise.reject(new Error("no contract here")),
};

/**
 * Hands logs to the handlers as the indexer does: only those of a listed address with a listed topic, each to the handler
 * of its contract and event. A block's number is its second.
 */
export async function indexLogs(
  memory: MemoryStore,
  chainId: number,
  blocks: readonly Block[],
  client: Client = noContract,
): Promise<void> {
  const chain = chainById(chainId)?.name ?? "";
  for (const { timestamp, transactions } of blocks) {
    let logIndex = 0;
    for (const [i, logs] of transactions.entries()) {
      const hash: Hash = `0x${timestamp.toString(16)}${i.toString(16).padStart(56, "0")}`;
      for (const log of logs) {
        for (const [name, source] of Object.entries(sources)) {
          const event = eventOf(source, chain, log);
          if (event === undefined) continue;
          const { args } = decodeEventLog({
            abi: [event],
            data: log.data,
            topics: [...log.topics] as [Hex, ...Hex[]],
          });
          await handlerOf(`${name}:${event.name}`)({
            event: {
              args,
              block: { number: BigInt(timestamp), timestamp: BigInt(timestamp) },
              transaction: { hash },
              log: { address: log.address, logIndex },
            },
            context: { chain: { id: chainId }, db: memory.store, client },
          });
        }
        logIndex++;
      }
    }
  }
}

function eventOf({ abi, chain }: Source, name: string, log: Log): AbiEvent | undefined {
  const listed = [chain[name]?.address ?? []].flat();
  if (!listed.some((one) => one.toLowerCase() === log.address.toLowerCase())) return undefined;
  return abi
    .filter((item): item is AbiEvent => item.type === "event")
    .find((event) => toEventSelector(event) === log.topics[0]);
}
