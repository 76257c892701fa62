import { deriveBaseFeedAbi } from "./deriveBaseFeed.ts";

/** Derive LyraVolFeed: one SVI slice an expiry. Source: derivexyz/v2-core@7736900 src/feeds/LyraVolFeed.sol. */
export const deriveVolFeedAbi = [
  ...deriveBaseFeedAbi,
  {
    type: "event",
    name: "VolDataUpdated",
    inputs: [
      { name: "expiry", type: "uint64", indexed: true },
      {
        name: "volDetails",
        type: "tuple",
        components: [
          { name: "SVI_a", type: "int256" },
          { name: "SVI_b", type: "uint256" },
          { name: "SVI_rho", type: "int256" },
          { name: "SVI_m", type: "int256" },
          { name: "SVI_sigma", type: "uint256" },
          { name: "SVI_fwd", type: "uint256" },
          { name: "SVI_refTau", type: "uint64" },
          { name: "confidence", type: "uint64" },
          { name: "timestamp", type: "uint64" },
        ],
        indexed: false,
      },
    ],
  },
] as const;
