import type { Address } from "viem";
import { chainById } from "../catalog/chains.ts";
import { gmxV2EventEmitter } from "../catalog/deployments.ts";
import { gmxArbitrumTokens } from "../catalog/tokens/gmxArbitrumTokens.ts";
import { gmxAvalancheTokens } from "../catalog/tokens/gmxAvalancheTokens.ts";
import type { CatalogToken } from "../catalog/tokens/token.ts";
import type { PriceSource } from "./source.ts";

const tokensOf = { arbitrum: gmxArbitrumTokens, avalanche: gmxAvalancheTokens } as const;

/** GMX's own prices: one feed a token, published only when an order of anybody executes. */
export function gmxV2Sources(chainId: number): PriceSource[] {
  const name = chainById(chainId)?.name;
  if (name !== "arbitrum" && name !== "avalanche") return [];
  const tokens: readonly CatalogToken[] = Object.values(tokensOf[name]);
  return tokens.map(({ address, asset }) => ({
    address: gmxV2EventEmitter[name].address.toLowerCase() as Address,
    feedId: address.toLowerCase(),
    asset,
    quote: "USD",
    kind: "oracle",
    family: "gmx-v2",
    heartbeatSeconds: null,
    deviation: 0,
  }));
}
