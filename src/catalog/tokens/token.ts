import type { Address } from "viem";
import type { AssetSymbol } from "../assets.ts";

/** A token of a chain: which catalog asset it is, and the decimals of its amounts. */
export interface CatalogToken {
  readonly address: Address;
  readonly asset: AssetSymbol;
  readonly decimals: number;
}
