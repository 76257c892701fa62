import type { Address } from "viem";
import type { ChainName } from "./chains.ts";

export interface ChronicleFeed {
  readonly asset: string;
  readonly quote: "USD" | "ETH" | "USDC";
  readonly address: Address;
  /** How long an optimistic value can be challenged before it is final; null for a Scribe that takes none. */
  readonly challengeSeconds: number | null;
}

/**
 * Chronicle's oracles, one contract a pair. Source: euler-xyz/oracle-checks@bbcf6063a680 data/<chainId>/chronicle/feeds.json.
 * Heartbeats are not published. All need 13 signatures but SKY, whose bar of 255 nobody can meet: it is switched off.
 */
export const chronicleFeeds = {
  ethereum: [
    {
      asset: "ETH",
      quote: "USD",
      address: "0x46ef0071b1E2fF6B42d36e5A177EA43Ae5917f4E",
      challengeSeconds: 600,
    },
    {
      asset: "WSTETH",
      quote: "USD",
      address: "0xA770582353b573CbfdCC948751750EeB3Ccf23CF",
      challengeSeconds: 600,
    },
    {
      asset: "USDC",
      quote: "USD",
      address: "0xCe701340261a3dc3541C5f8A6d2bE689381C8fCC",
      challengeSeconds: 600,
    },
    {
      asset: "USDS",
      quote: "USD",
      address: "0x74661a9ea74fD04975c6eBc6B155Abf8f885636c",
      challengeSeconds: 600,
    },
    {
      asset: "SUSDS",
      quote: "USD",
      address: "0x496470F4835186bF118545Bd76889F123D608E84",
      challengeSeconds: 600,
    },
    {
      asset: "ALUSD",
      quote: "USD",
      address: "0x7BA120DD96Ac58b76508fA3b4777F76214881dC0",
      challengeSeconds: 600,
    },
    {
      asset: "WSTRBTC",
      quote: "USD",
      address: "0x27c0d69B99e4EA0BF99eBdc07dAcBE0b3F068917",
      challengeSeconds: 600,
    },
    {
      asset: "SKY",
      quote: "USD",
      address: "0x9f7Ce792d0ee09a6ce89eC2B9B236A44B0aCf73e",
      challengeSeconds: 600,
    },
    {
      asset: "CBBTC",
      quote: "USDC",
      address: "0x3131E6a68BFb42976Ef574AF042f67d322098747",
      challengeSeconds: 600,
    },
    {
      asset: "ALETH",
      quote: "ETH",
      address: "0x376D995FA69a1Aaf90F641FEedD6DD42Cd9BD726",
      challengeSeconds: null,
    },
  ],
  base: [
    {
      asset: "ETH",
      quote: "USD",
      address: "0x152598809FB59db55cA76f89a192Fb23555531D8",
      challengeSeconds: null,
    },
    {
      asset: "WSTETH",
      quote: "USD",
      address: "0x02a0eA9F5000472D764293bC77622be6C6Cbc2f0",
      challengeSeconds: null,
    },
    {
      asset: "USDC",
      quote: "USD",
      address: "0xb440E51E834bb2b3fee1a4517a4DB17bbdF588c6",
      challengeSeconds: null,
    },
    {
      asset: "CBBTC",
      quote: "USDC",
      address: "0x4E9A425E26295A3243568E4dae19Dc6926672Eb2",
      challengeSeconds: null,
    },
  ],
} as const satisfies Partial<Record<ChainName, readonly ChronicleFeed[]>>;
