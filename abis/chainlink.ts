/** Chainlink OCR1 aggregator (typeAndVersion AccessControlledOffchainAggregator, version 4). Source: smartcontractkit/libocr contract/OffchainAggregator.sol. */
export const chainlinkOcr1Abi = [
  {
    type: "event",
    name: "NewTransmission",
    inputs: [
      { name: "aggregatorRoundId", type: "uint32", indexed: true },
      { name: "answer", type: "int192", indexed: false },
      { name: "transmitter", type: "address", indexed: false },
      { name: "observations", type: "int192[]", indexed: false },
      { name: "observers", type: "bytes", indexed: false },
      { name: "rawReportContext", type: "bytes32", indexed: false },
    ],
  },
  {
    type: "event",
    name: "ConfigSet",
    inputs: [
      { name: "previousConfigBlockNumber", type: "uint32", indexed: false },
      { name: "configCount", type: "uint64", indexed: false },
      { name: "signers", type: "address[]", indexed: false },
      { name: "transmitters", type: "address[]", indexed: false },
      { name: "threshold", type: "uint8", indexed: false },
      { name: "encodedConfigVersion", type: "uint64", indexed: false },
      { name: "encoded", type: "bytes", indexed: false },
    ],
  },
] as const;

/** Chainlink OCR2 aggregator (version 6). Source: smartcontractkit/libocr contract2/OCR2Aggregator.sol, contract2/OCR2Abstract.sol. */
export const chainlinkOcr2Abi = [
  {
    type: "event",
    name: "NewTransmission",
    inputs: [
      { name: "aggregatorRoundId", type: "uint32", indexed: true },
      { name: "answer", type: "int192", indexed: false },
      { name: "transmitter", type: "address", indexed: false },
      { name: "observationsTimestamp", type: "uint32", indexed: false },
      { name: "observations", type: "int192[]", indexed: false },
      { name: "observers", type: "bytes", indexed: false },
      { name: "juelsPerFeeCoin", type: "int192", indexed: false },
      { name: "configDigest", type: "bytes32", indexed: false },
      { name: "epochAndRound", type: "uint40", indexed: false },
    ],
  },
  {
    type: "event",
    name: "ConfigSet",
    inputs: [
      { name: "previousConfigBlockNumber", type: "uint32", indexed: false },
      { name: "configDigest", type: "bytes32", indexed: false },
      { name: "configCount", type: "uint64", indexed: false },
      { name: "signers", type: "address[]", indexed: false },
      { name: "transmitters", type: "address[]", indexed: false },
      { name: "f", type: "uint8", indexed: false },
      { name: "onchainConfig", type: "bytes", indexed: false },
      { name: "offchainConfigVersion", type: "uint64", indexed: false },
      { name: "offchainConfig", type: "bytes", indexed: false },
    ],
  },
] as const;

/** Every Chainlink aggregator since Flux, and the sequencer uptime feeds. Source: smartcontractkit/libocr contract/AggregatorInterface.sol. */
export const chainlinkAggregatorAbi = [
  {
    type: "event",
    name: "AnswerUpdated",
    inputs: [
      { name: "current", type: "int256", indexed: true },
      { name: "roundId", type: "uint256", indexed: true },
      { name: "updatedAt", type: "uint256", indexed: false },
    ],
  },
] as const;

/** The deployed proxy (EACAggregatorProxy v0.6): it logs nothing when its aggregator changes, so it is read. */
export const chainlinkProxyAbi = [
  {
    type: "function",
    name: "aggregator",
    stateMutability: "view",
    inputs: [],
    outputs: [{ type: "address" }],
  },
  {
    type: "function",
    name: "phaseId",
    stateMutability: "view",
    inputs: [],
    outputs: [{ type: "uint16" }],
  },
  {
    type: "function",
    name: "phaseAggregators",
    stateMutability: "view",
    inputs: [{ type: "uint16" }],
    outputs: [{ type: "address" }],
  },
] as const;
