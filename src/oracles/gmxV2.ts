import type { PriceSource } from "./sources.ts";

export function gmxV2Sources(_chainId: number): PriceSource[] {
  return [];
}
