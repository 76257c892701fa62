/** Alchemy LightAccount: the ERC-4337 wallet that owns most Derive accounts. Source: derivexyz/sentio-processors@7328431 LightAccount.json. */
export const deriveLightAccountAbi = [
  {
    type: "event",
    name: "LightAccountInitialized",
    inputs: [
      { name: "entryPoint", type: "address", indexed: true },
      { name: "owner", type: "address", indexed: true },
    ],
  },
  {
    type: "event",
    name: "OwnershipTransferred",
    inputs: [
      { name: "previousOwner", type: "address", indexed: true },
      { name: "newOwner", type: "address", indexed: true },
    ],
  },
] as const;
