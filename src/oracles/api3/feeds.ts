import { type Address, type Hex, stringToHex } from "viem";
import { api3, api3Assets } from "../../catalog/api3.ts";
import { chainById } from "../../catalog/chains.ts";
import { oracleStartBlock } from "../../catalog/deployments.ts";
import type { PriceSource } from "../source.ts";

export const API3 = "api3";
export const API3_SERVER = api3.server.toLowerCase() as Address;

/** A dAPI's name on chain: ASCII, padded to 32 bytes. */
export function dapiName(asset: string): Hex {
  return stringToHex(`${asset}/USD`, { size: 32 });
}

const assetByName = new Map<string, string>(api3Assets.map((asset) => [dapiName(asset), asset]));

/** The asset that a dAPI name quotes in USD, or undefined when the catalog does not list it. */
export function assetOfDapi(name: Hex): string | undefined {
  return assetByName.get(name.toLowerCase());
}

/** The names of every listed dAPI. */
export const dapiNames: readonly Hex[] = api3Assets.map(dapiName);

/** API3's feeds of a chain, by name: the data behind a name changes. Heartbeats are a matter of each subscription. */
export function api3Sources(chainId: number): PriceSource[] {
  const name = chainById(chainId)?.name;
  if (name === undefined || !Object.hasOwn(oracleStartBlock, name)) return [];
  return api3Assets.map((asset) => ({
    address: API3_SERVER,
    feedId: dapiName(asset),
    asset,
    quote: "USD",
    kind: "oracle",
    family: API3,
    heartbeatSeconds: null,
    deviation: 0,
  }));
}
