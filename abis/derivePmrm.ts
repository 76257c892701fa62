import { deriveBaseManagerAbi } from "./deriveBaseManager.ts";

/** Derive portfolio margin, first version: scenarios have no dampening. Source: derivexyz/v2-core@7736900 src/risk-managers/PMRM.sol. */
export const derivePmrmAbi = [
  ...deriveBaseManagerAbi,
  {
    type: "event",
    name: "ForwardFeedUpdated",
    inputs: [{ name: "forwardFeed", type: "address", indexed: false }],
  },
  {
    type: "event",
    name: "InterestRateFeedUpdated",
    inputs: [{ name: "interestRateFeed", type: "address", indexed: false }],
  },
  {
    type: "event",
    name: "MaxExpiriesUpdated",
    inputs: [{ name: "maxExpiries", type: "uint256", indexed: false }],
  },
  {
    type: "event",
    name: "ScenariosUpdated",
    inputs: [
      {
        name: "scenarios",
        type: "tuple[]",
        components: [
          { name: "spotShock", type: "uint256" },
          { name: "volShock", type: "uint8" },
        ],
        indexed: false,
      },
    ],
  },
  { type: "event", name: "SpotFeedUpdated", inputs: [{ name: "spotFeed", type: "address", indexed: false }] },
  {
    type: "event",
    name: "StableFeedUpdated",
    inputs: [{ name: "stableFeed", type: "address", indexed: false }],
  },
  { type: "event", name: "VolFeedUpdated", inputs: [{ name: "volFeed", type: "address", indexed: false }] },
] as const;
