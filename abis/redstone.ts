/** RedStone MultiFeedAdapterWithoutRounds. Source: redstone-finance/redstone-oracles-monorepo packages/on-chain-relayer. */
export const redstoneAbi = [
  {
    type: "event",
    name: "ValueUpdate",
    inputs: [
      { name: "value", type: "uint256", indexed: false },
      { name: "dataFeedId", type: "bytes32", indexed: false },
      { name: "updatedAt", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "UpdateSkipDueToInvalidValue",
    inputs: [{ name: "dataFeedId", type: "bytes32", indexed: false }],
  },
] as const;
