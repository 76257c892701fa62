import { deriveBaseFeedAbi } from "./deriveBaseFeed.ts";

/** Derive LyraSpotFeed: spot price of one coin. Source: derivexyz/v2-core@7736900 src/feeds/LyraSpotFeed.sol. */
export const deriveSpotFeedAbi = [
  ...deriveBaseFeedAbi,
  {
    type: "event",
    name: "SpotPriceUpdated",
    inputs: [
      { name: "spot", type: "uint96", indexed: false },
      { name: "confidence", type: "uint96", indexed: false },
      { name: "timestamp", type: "uint64", indexed: false },
    ],
  },
] as const;
