import { deriveBaseFeedAbi } from "./deriveBaseFeed.ts";

/** Derive LyraSpotDiffFeed: difference of a perpetual's price to spot. Source: derivexyz/v2-core@7736900 src/feeds/LyraSpotDiffFeed.sol. */
export const deriveSpotDiffFeedAbi = [
  ...deriveBaseFeedAbi,
  {
    type: "event",
    name: "SpotDiffCapUpdated",
    inputs: [{ name: "spotDiffCap", type: "uint256", indexed: false }],
  },
  {
    type: "event",
    name: "SpotDiffUpdated",
    inputs: [
      { name: "spotDiff", type: "int96", indexed: false },
      { name: "confidence", type: "uint96", indexed: false },
      { name: "timestamp", type: "uint64", indexed: false },
    ],
  },
] as const;
