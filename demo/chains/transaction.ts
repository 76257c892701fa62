import { encodeFunctionData, parseAbi, toHex } from "viem";
import type { LocalChain } from "./anvil.ts";
import { routerAddress } from "./contracts.ts";
import type { TapeTransaction } from "./tape.ts";

/** First of anvil's funded, unlocked development accounts (derived from its published test mnemonic). */
const sender = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
const gasPerTransaction = 10_000_000_000n;

const routerAbi = parseAbi([
  "struct RoutedLog { address emitter; bytes32[] topics; bytes data; }",
  "function route(RoutedLog[] logs)",
]);

/** The router call that emits the transaction's logs. */
export function routedTransaction(transaction: TapeTransaction, nonce: number) {
  const logs = transaction.logs.map(({ address, topics, data }) => ({ emitter: address, topics, data }));
  return {
    account: sender,
    to: routerAddress,
    data: encodeFunctionData({ abi: routerAbi, args: [logs] }),
    gas: gasPerTransaction,
    gasPrice: 0n,
    // Given by us: in a batch, anvil would count concurrent transactions by itself in any order.
    nonce,
  } as const;
}

/** The sender's next nonce at the given block. */
export function nextNonce(chain: LocalChain, blockNumber?: bigint): Promise<number> {
  const at = blockNumber === undefined ? { blockTag: "latest" as const } : { blockNumber };
  return chain.client.getTransactionCount({ address: sender, ...at });
}

/** The same call in the form of a JSON-RPC transaction object. */
export function rpcTransaction(transaction: TapeTransaction, nonce: number) {
  const { account, to, data, gas, gasPrice } = routedTransaction(transaction, nonce);
  return { from: account, to, data, gas: toHex(gas), gasPrice: toHex(gasPrice), nonce: toHex(nonce) };
}
