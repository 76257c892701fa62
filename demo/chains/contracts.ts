import { type Address, type Hex, pad, toHex } from "viem";
import { emitterBytecode, proxyStubBytecode, routerBytecode } from "../contracts/bytecode.ts";
import type { LocalChain } from "./anvil.ts";

/** Where the router stands on every local chain: an address that no protocol uses. */
export const routerAddress: Address = "0xc1ea5ba90000000000000000000000000000c1ea";

/**
 * Places the router, and an emitter at each address. What is placed belongs to the state of the present head: a reorg
 * that goes back behind it takes it away, so place everything on an empty chain.
 */
export async function placeEmitters(chain: LocalChain, addresses: readonly Address[]): Promise<void> {
  await chain.client.setCode({ address: routerAddress, bytecode: routerBytecode });
  await Promise.all(addresses.map((address) => chain.client.setCode({ address, bytecode: emitterBytecode })));
}

/** What a Chainlink proxy answers: the address of its aggregator, and its phase (1 to 65535). */
export interface ProxyAnswer {
  readonly aggregator: Address;
  readonly phaseId: number;
}

/**
 * Places a Chainlink proxy that answers `aggregator()` and `phaseId()`; called again, it changes the answers. They hold
 * from the present head on: calls at earlier blocks get the earlier answers.
 */
export async function placeProxy(chain: LocalChain, proxy: Address, answer: ProxyAnswer): Promise<void> {
  const slot = (index: number, value: Hex) =>
    chain.client.setStorageAt({ address: proxy, index, value: pad(value, { size: 32 }) });
  await chain.client.setCode({ address: proxy, bytecode: proxyStubBytecode });
  await Promise.all([slot(0, answer.aggregator), slot(1, toHex(answer.phaseId))]);
}
