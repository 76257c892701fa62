/**
 * The chains that clearspan indexes. `clockBlocks` is how often time-based oracle checks run: about once a minute.
 * `graceSeconds` is how late past its heartbeat a feed may be: on mainnet 21,797 Chainlink rounds were at most 208 s late,
 * hence 300 s for a chain with its own consensus; rollups include faster, hence 120 s.
 */
export const chains = {
  arbitrum: { id: 42161, label: "Arbitrum One", clockBlocks: 240, phaseBlocks: 14_400, graceSeconds: 120 },
  avalanche: {
    id: 43114,
    label: "Avalanche C-Chain",
    clockBlocks: 30,
    phaseBlocks: 1_800,
    graceSeconds: 300,
  },
  derive: { id: 957, label: "Derive", clockBlocks: 30, phaseBlocks: 1_800, graceSeconds: 120 },
} as const;

export type ChainName = keyof typeof chains;
export type ChainId = (typeof chains)[ChainName]["id"];

export const chainNames = Object.keys(chains) as ChainName[];

/** The chain of an id, or undefined when clearspan does not index it. */
export function chainById(id: number): { name: ChainName; label: string } | undefined {
  for (const name of chainNames) if (chains[name].id === id) return { name, label: chains[name].label };
  return undefined;
}
