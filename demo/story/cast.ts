import type { Address } from "viem";

/*
 * The demo's people, places and numbers. The report's test recomputes every figure from these and from the tape alone.
 */

/** The example owner, and the smart wallet that holds her Derive account. */
export const owner: Address = "0xa11ce00000000000000000000000000000000001";
export const ownerWallet: Address = "0xa11ce00000000000000000000000000000000957";
export const deriveAccountId = 4242n;

export const ARBITRUM = 42161;
export const AVALANCHE = 43114;
export const DERIVE = 957;

/** The story begins a few hours after the newest recorded log, on 21 September 2026, 06:00 UTC, and lasts one hour. */
export const storyStart = 1_789_970_400;
export const storySeconds = 3_600;

/** 30 October 2026, 08:00 UTC. */
export const optionExpiry = 1_793_347_200;
export const optionStrike = 2_200;

/** GMX v2 markets of ETH against USDC and their tokens. Source: @gmx-io/sdk 1.4.0. */
export const gmxMarkets = {
  [ARBITRUM]: {
    emitter: "0xC8ee91A54287DB53897056e12D9819156D3822Fb",
    market: "0x70d95587d40A2caf56bd97485aB3Eec10Bee6336",
    eth: "0x82aF49447D8a07e3bd95BD0d56f35241523fBab1",
    usdc: "0xaf88d065e77c8cC2239327C5EDb3A432268e5831",
  },
  [AVALANCHE]: {
    emitter: "0xDb17B211c34240B014ab6d61d4A31FA0C0e20c26",
    market: "0xB7e69749E3d2EDd90ea59A4932EFEa2D41E245d7",
    eth: "0x49D5c2BdFfac6CE2BFdB6640F4F80f226bc10bAB",
    usdc: "0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E",
  },
} as const;

export type GmxChainId = keyof typeof gmxMarkets;

/** Ether in USD over the story: calm at first, then up 5 % while one feed sleeps. Seconds after the start, price. */
export const etherPath: readonly (readonly [number, number])[] = [
  [0, 1_900],
  [600, 1_900],
  [900, 1_905],
  [1_200, 1_915],
  [1_500, 1_930],
  [1_800, 1_945],
  [2_100, 1_955],
  [2_400, 1_970],
  [2_700, 1_980],
  [3_000, 1_990],
  [3_600, 1_995],
];

/** The price of ether at a moment of the story: that of the last step of the path. Cents, as an integer. */
export function etherCents(time: number): bigint {
  let price = 0;
  for (const [offset, step] of etherPath) if (time >= storyStart + offset) price = step;
  return BigInt(price) * 100n;
}
