import { ClearspanError } from "./errors.ts";

const ATTEMPTS = 4;
const TIMEOUT_MS = 5_000;
const BACK_OFF_MS = 500;

/**
 * Checks that an RPC URL answers and serves the chain it is meant for. Ponder itself only warns, and would then index
 * another chain's logs under this chain's id.
 * @throws ClearspanError RPC_UNREACHABLE or RPC_WRONG_CHAIN
 */
export async function assertChainId(url: string, expected: number, variable: string): Promise<void> {
  const actual = await fetchChainId(url, variable);
  if (actual !== expected) {
    throw new ClearspanError("RPC_WRONG_CHAIN", `${variable} serves chain ${actual}, expected ${expected}.`, {
      details: `Set ${variable} to an RPC URL of chain ${expected}.`,
    });
  }
}

async function fetchChainId(url: string, variable: string): Promise<number> {
  let cause: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, BACK_OFF_MS * 2 ** attempt));
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const body = (await response.json()) as { result?: unknown };
      if (typeof body.result === "string") return Number(body.result);
      cause = new Error(`HTTP ${response.status} without a result`);
    } catch (error) {
      cause = error;
    }
  }
  throw new ClearspanError("RPC_UNREACHABLE", `The RPC URL in ${variable} does not answer.`, {
    details: `Tried ${ATTEMPTS} times. Check that the URL is right and that the node is up.`,
    retryable: true,
    cause,
  });
}
