/** Pyth's contract. The event holds no exponent: it is read with the price. Source: pyth-network/pyth-crosschain target_chains/ethereum, IPyth and PythStructs. */
export const pythAbi = [
  {
    type: "event",
    name: "PriceFeedUpdate",
    inputs: [
      { name: "id", type: "bytes32", indexed: true },
      { name: "publishTime", type: "uint64", indexed: false },
      { name: "price", type: "int64", indexed: false },
      { name: "conf", type: "uint64", indexed: false },
    ],
  },
  {
    type: "function",
    name: "getPriceUnsafe",
    stateMutability: "view",
    inputs: [{ name: "id", type: "bytes32" }],
    outputs: [
      {
        name: "price",
        type: "tuple",
        components: [
          { name: "price", type: "int64" },
          { name: "conf", type: "uint64" },
          { name: "expo", type: "int32" },
          { name: "publishTime", type: "uint256" },
        ],
      },
    ],
  },
] as const;
