import { createTestClient, http, publicActions, walletActions } from "viem";

/** viem client of a local chain. Calls are neither batched (waiting for a batch costs a timer tick) nor retried. */
export function connect(url: string) {
  return createTestClient({
    mode: "anvil",
    cacheTime: 0,
    transport: http(url, { retryCount: 0, timeout: 60_000 }),
  })
    .extend(publicActions)
    .extend(walletActions);
}

export type ChainClient = ReturnType<typeof connect>;
