/** What clearspan knows of a chain. */
interface Chain {
  readonly id: number;
  readonly label: string;
  /** Optional chains hold oracle feeds only, and are indexed only when they have an RPC URL. */
  readonly isOptional: boolean;
  /** How many blocks pass between two looks at what only time changes: about a minute. */
  readonly clockBlocks: number;
  /** How many blocks pass between two reads of the proxies: about an hour. */
  readonly phaseBlocks: number;
  /**
   * How late past its heartbeat a feed may be: on mainnet 21,797 Chainlink rounds were at most 208 s late, hence 300 s for
   * a chain with its own consensus; rollups include faster, hence 120 s.
   */
  readonly graceSeconds: number;
}

/** The chains that clearspan can index. Blocks are counted at 0.25 s (Arbitrum), 12 s (Ethereum) and 2 s (the others). */
export const chains = {
  arbitrum: {
    id: 42161,
    label: "Arbitrum One",
    isOptional: false,
    clockBlocks: 240,
    phaseBlocks: 14_400,
    graceSeconds: 120,
  },
  avalanche: {
    id: 43114,
    label: "Avalanche C-Chain",
    isOptional: false,
    clockBlocks: 30,
    phaseBlocks: 1_800,
    graceSeconds: 300,
  },
  derive: {
    id: 957,
    label: "Derive",
    isOptional: false,
    clockBlocks: 30,
    phaseBlocks: 1_800,
    graceSeconds: 120,
  },
  ethereum: {
    id: 1,
    label: "Ethereum",
    isOptional: true,
    clockBlocks: 5,
    phaseBlocks: 300,
    graceSeconds: 300,
  },
  optimism: {
    id: 10,
    label: "OP Mainnet",
    isOptional: true,
    clockBlocks: 30,
    phaseBlocks: 1_800,
    graceSeconds: 120,
  },
  base: {
    id: 8453,
    label: "Base",
    isOptional: true,
    clockBlocks: 30,
    phaseBlocks: 1_800,
    graceSeconds: 120,
  },
  polygon: {
    id: 137,
    label: "Polygon PoS",
    isOptional: true,
    clockBlocks: 30,
    phaseBlocks: 1_800,
    graceSeconds: 300,
  },
} as const satisfies Record<string, Chain>;

export type ChainName = keyof typeof chains;
export type ChainId = (typeof chains)[ChainName]["id"];

export const chainNames = Object.keys(chains) as ChainName[];

/** The chain of an id, or undefined when clearspan does not know it. */
export function chainById(id: number): { name: ChainName; label: string } | undefined {
  for (const name of chainNames) if (chains[name].id === id) return { name, label: chains[name].label };
  return undefined;
}
