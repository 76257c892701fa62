import type { Address } from "viem";

interface Deployment {
  readonly address: Address;
  /** First block that can hold a log of the contract. */
  readonly startBlock: number;
}

/** GMX v2 EventEmitter per chain. Source: gmx-io/gmx-synthetics deployments, EventEmitter.json (address, receipt block). */
export const gmxV2EventEmitter = {
  arbitrum: { address: "0xC8ee91A54287DB53897056e12D9819156D3822Fb", startBlock: 107_737_756 },
  avalanche: { address: "0xDb17B211c34240B014ab6d61d4A31FA0C0e20c26", startBlock: 32_162_455 },
} as const satisfies Record<string, Deployment>;

/**
 * Derive v2 core contracts on chain 957. Source: derivexyz/v2-core@7736900 deployments/957/core.json and
 * derivexyz/v2-matching@f6c20f4. SubAccounts is the oldest contract, so its block starts them all.
 */
export const deriveV2 = {
  startBlock: 843_041,
  subAccounts: "0xE7603DF191D699d8BD9891b821347dbAb889E5a5",
  matching: "0xeB8d770ec18DB98Db922E9D83260A585b9F0DeAD",
  cash: "0x57B03E14d409ADC7fAb6CFc44b5886CAD2D5f02b",
  standardManager: "0x28c9ddF9A3B29c2E6a561c1BC520954e5A33de5D",
  dutchAuction: "0x141919f1FA90F99A3fbafFb0b111e4f84AB5aB52",
  stableFeed: "0x9C61888497D716f5bBd93D5e13d443cC375f1424",
} as const;

/**
 * The block from which oracles are indexed. Where venues are indexed, prices are wanted for as long as positions are; the
 * other chains give prices to compare with, from about February 2026. Ethereum's block is one that BowTiedDevil/degenbot
 * recorded; OP Mainnet's and Base's are counted at 2 s a block, and Polygon's is a rough guess: no time hangs on them.
 */
export const oracleStartBlock = {
  arbitrum: gmxV2EventEmitter.arbitrum.startBlock,
  avalanche: gmxV2EventEmitter.avalanche.startBlock,
  ethereum: 24_407_242,
  optimism: 147_368_000,
  base: 41_773_000,
  polygon: 82_000_000,
} as const;
