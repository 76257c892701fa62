/** Chronicle Scribe. Source: chronicleprotocol/scribe src/IScribe.sol. */
export const chronicleScribeAbi = [
  {
    type: "event",
    name: "Poked",
    inputs: [
      { name: "caller", type: "address", indexed: true },
      { name: "val", type: "uint128", indexed: false },
      { name: "age", type: "uint32", indexed: false },
    ],
  },
  {
    type: "event",
    name: "BarUpdated",
    inputs: [
      { name: "caller", type: "address", indexed: true },
      { name: "oldBar", type: "uint8", indexed: false },
      { name: "newBar", type: "uint8", indexed: false },
    ],
  },
] as const;

/** What the optimistic Scribe adds. Source: chronicleprotocol/scribe src/IScribeOptimistic.sol. */
export const chronicleScribeOptimisticAbi = [
  {
    type: "event",
    name: "OpPoked",
    inputs: [
      { name: "caller", type: "address", indexed: true },
      { name: "opFeed", type: "address", indexed: true },
      {
        name: "schnorrData",
        type: "tuple",
        components: [
          { name: "signature", type: "bytes32" },
          { name: "commitment", type: "address" },
          { name: "feedIds", type: "bytes" },
        ],
        indexed: false,
      },
      {
        name: "pokeData",
        type: "tuple",
        components: [
          { name: "val", type: "uint128" },
          { name: "age", type: "uint32" },
        ],
        indexed: false,
      },
    ],
  },
  {
    type: "event",
    name: "OpPokeDataDropped",
    inputs: [
      { name: "caller", type: "address", indexed: true },
      {
        name: "pokeData",
        type: "tuple",
        components: [
          { name: "val", type: "uint128" },
          { name: "age", type: "uint32" },
        ],
        indexed: false,
      },
    ],
  },
  {
    type: "event",
    name: "OpPokeChallengedSuccessfully",
    inputs: [
      { name: "caller", type: "address", indexed: true },
      {
        name: "schnorrData",
        type: "tuple",
        components: [
          { name: "signature", type: "bytes32" },
          { name: "commitment", type: "address" },
          { name: "feedIds", type: "bytes" },
        ],
        indexed: false,
      },
      { name: "schnorrErr", type: "bytes", indexed: false },
    ],
  },
] as const;
