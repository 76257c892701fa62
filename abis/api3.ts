/** API3's Api3ServerV1. Source: npm @api3/contracts@34.0.0 api3-server-v1. */
export const api3ServerAbi = [
  {
    type: "event",
    name: "UpdatedBeaconWithSignedData",
    inputs: [
      { name: "beaconId", type: "bytes32", indexed: true },
      { name: "value", type: "int224", indexed: false },
      { name: "timestamp", type: "uint32", indexed: false },
    ],
  },
  {
    type: "event",
    name: "UpdatedBeaconSetWithBeacons",
    inputs: [
      { name: "beaconSetId", type: "bytes32", indexed: true },
      { name: "value", type: "int224", indexed: false },
      { name: "timestamp", type: "uint32", indexed: false },
    ],
  },
  {
    type: "event",
    name: "SetDapiName",
    inputs: [
      { name: "dataFeedId", type: "bytes32", indexed: true },
      { name: "dapiName", type: "bytes32", indexed: true },
      { name: "sender", type: "address", indexed: false },
    ],
  },
  {
    type: "event",
    name: "UpdatedOevProxyBeaconSetWithSignedData",
    inputs: [
      { name: "beaconSetId", type: "bytes32", indexed: true },
      { name: "proxy", type: "address", indexed: true },
      { name: "updateId", type: "bytes32", indexed: true },
      { name: "value", type: "int224", indexed: false },
      { name: "timestamp", type: "uint32", indexed: false },
    ],
  },
  {
    type: "function",
    name: "dapiNameToDataFeedId",
    stateMutability: "view",
    inputs: [{ name: "dapiName", type: "bytes32" }],
    outputs: [{ type: "bytes32" }],
  },
] as const;

/** API3's Api3ServerV1OevExtension: updates for the feeds of one consumer. Source: as above. */
export const api3OevExtensionAbi = [
  {
    type: "event",
    name: "UpdatedDappOevDataFeed",
    inputs: [
      { name: "dappId", type: "uint256", indexed: true },
      { name: "updater", type: "address", indexed: true },
      { name: "dataFeedId", type: "bytes32", indexed: false },
      { name: "updatedValue", type: "int224", indexed: false },
      { name: "updatedTimestamp", type: "uint32", indexed: false },
    ],
  },
] as const;
