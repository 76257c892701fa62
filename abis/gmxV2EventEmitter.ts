/** `items` and `arrayItems` of one value type, each a list of (key, value). */
const keyedItems = <const Type extends string, const Group extends string>(group: Group, type: Type) =>
  ({
    name: group,
    type: "tuple",
    components: [
      {
        name: "items",
        type: "tuple[]",
        components: [
          { name: "key", type: "string" },
          { name: "value", type },
        ],
      },
      {
        name: "arrayItems",
        type: "tuple[]",
        components: [
          { name: "key", type: "string" },
          { name: "value", type: `${type}[]` },
        ],
      },
    ],
  }) as const;

const header = [
  { name: "msgSender", type: "address", indexed: false },
  { name: "eventName", type: "string", indexed: false },
  { name: "eventNameHash", type: "string", indexed: true },
] as const;

const eventData = {
  name: "eventData",
  type: "tuple",
  indexed: false,
  components: [
    keyedItems("addressItems", "address"),
    keyedItems("uintItems", "uint256"),
    keyedItems("intItems", "int256"),
    keyedItems("boolItems", "bool"),
    keyedItems("bytes32Items", "bytes32"),
    keyedItems("bytesItems", "bytes"),
    keyedItems("stringItems", "string"),
  ],
} as const;

/**
 * The three events of GMX v2's EventEmitter: every protocol event is one of them, told apart by `eventName`.
 * `topic1` and `topic2` are the protocol's own names; on the log they are the second and third indexed argument.
 * Source: gmx-io/gmx-synthetics@a5c0c88 contracts/event/EventEmitter.sol.
 */
export const gmxV2EventEmitterAbi = [
  { type: "event", name: "EventLog", anonymous: false, inputs: [...header, eventData] },
  {
    type: "event",
    name: "EventLog1",
    anonymous: false,
    inputs: [...header, { name: "topic1", type: "bytes32", indexed: true }, eventData],
  },
  {
    type: "event",
    name: "EventLog2",
    anonymous: false,
    inputs: [
      ...header,
      { name: "topic1", type: "bytes32", indexed: true },
      { name: "topic2", type: "bytes32", indexed: true },
      eventData,
    ],
  },
] as const;
