/** Derive OptionAsset: all options of one market, told apart by subId. Source: derivexyz/v2-core@7736900 src/assets/OptionAsset.sol. */
export const deriveOptionAssetAbi = [
  {
    type: "event",
    name: "SettlementFeedSet",
    inputs: [{ name: "settlementFeed", type: "address", indexed: false }],
  },
  {
    type: "event",
    name: "SnapshotTaken",
    inputs: [
      { name: "manager", type: "address", indexed: false },
      { name: "tradeId", type: "uint256", indexed: false },
      { name: "oi", type: "uint256", indexed: false },
    ],
  },
  {
    type: "event",
    name: "SubIdSnapshotTaken",
    inputs: [
      { name: "subId", type: "uint256", indexed: false },
      { name: "tradeId", type: "uint256", indexed: false },
      { name: "oi", type: "uint256", indexed: false },
    ],
  },
] as const;
