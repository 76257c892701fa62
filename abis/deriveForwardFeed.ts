import { deriveBaseFeedAbi } from "./deriveBaseFeed.ts";

/** Derive LyraForwardFeed: forward and settlement averages by expiry. Source: derivexyz/v2-core@7736900 src/feeds/LyraForwardFeed.sol. */
export const deriveForwardFeedAbi = [
  ...deriveBaseFeedAbi,
  {
    type: "event",
    name: "ForwardDataUpdated",
    inputs: [
      { name: "expiry", type: "uint64", indexed: true },
      {
        name: "fwdDetails",
        type: "tuple",
        components: [
          { name: "fwdSpotDifference", type: "int96" },
          { name: "confidence", type: "uint64" },
          { name: "timestamp", type: "uint64" },
        ],
        indexed: false,
      },
      {
        name: "settlementDetails",
        type: "tuple",
        components: [
          { name: "settlementStartAggregate", type: "uint256" },
          { name: "currentSpotAggregate", type: "uint256" },
        ],
        indexed: false,
      },
    ],
  },
] as const;
