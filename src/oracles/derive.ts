import type { PriceSource } from "./sources.ts";

export function deriveSources(_chainId: number): PriceSource[] {
  return [];
}
