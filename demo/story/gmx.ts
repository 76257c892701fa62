import { type Address, encodeAbiParameters, type Hex, keccak256, pad } from "viem";
import { gmxV2EventEmitterAbi } from "../../abis/gmxV2EventEmitter.ts";
import { encodeLog } from "../chains/events.ts";
import type { TapeLog } from "../chains/tape.ts";
import { type GmxChainId, gmxMarkets } from "./cast.ts";

type Items<T> = readonly (readonly [string, T])[];

interface EventItems {
  readonly address?: Items<Address>;
  readonly uint?: Items<bigint>;
  readonly int?: Items<bigint>;
  readonly bool?: Items<boolean>;
  readonly bytes32?: Items<Hex>;
  readonly bytes?: Items<Hex>;
}

const [eventLog1, eventLog2] = [find("EventLog1"), find("EventLog2")];

function find<Name extends "EventLog1" | "EventLog2">(name: Name) {
  type Item = Extract<(typeof gmxV2EventEmitterAbi)[number], { name: Name }>;
  const item = gmxV2EventEmitterAbi.find((one) => one.name === name);
  if (item === undefined) throw new Error(`the ABI lacks ${name}`);
  return item as Item;
}

function group<T>(items: Items<T> = []) {
  return { items: items.map(([key, value]) => ({ key, value })), arrayItems: [] };
}

function eventData(items: EventItems) {
  return {
    addressItems: group(items.address),
    uintItems: group(items.uint),
    intItems: group(items.int),
    boolItems: group(items.bool),
    bytes32Items: group(items.bytes32),
    bytesItems: group(items.bytes),
    stringItems: group<string>(),
  };
}

/** A GMX event with one topic of its own, as the EventEmitter of a chain logs it. */
export function gmxEvent(chainId: GmxChainId, eventName: string, topic1: Hex, items: EventItems): TapeLog {
  const { emitter } = gmxMarkets[chainId];
  const args = {
    msgSender: emitter,
    eventName,
    eventNameHash: eventName,
    topic1,
    eventData: eventData(items),
  };
  return encodeLog(eventLog1, args, emitter);
}

/** OrderExecuted: the last log of an order's transaction. */
export function orderExecuted(chainId: GmxChainId, orderKey: Hex, account: Address): TapeLog {
  const { emitter } = gmxMarkets[chainId];
  const items: EventItems = {
    address: [["account", account]],
    uint: [["secondaryOrderType", 0n]],
    bytes32: [["key", orderKey]],
  };
  const eventName = "OrderExecuted";
  return encodeLog(
    eventLog2,
    {
      msgSender: emitter,
      eventName,
      eventNameHash: eventName,
      topic1: orderKey,
      topic2: topic(account),
      eventData: eventData(items),
    },
    emitter,
  );
}

/** An address as a topic. */
export function topic(address: Address): Hex {
  return pad(address.toLowerCase() as Address, { size: 32 });
}

/** MarketCreated of the chain's ETH market. */
export function marketCreated(chainId: GmxChainId): TapeLog {
  const { market, eth, usdc } = gmxMarkets[chainId];
  return gmxEvent(chainId, "MarketCreated", topic(market), {
    address: [
      ["marketToken", market],
      ["indexToken", eth],
      ["longToken", eth],
      ["shortToken", usdc],
    ],
    bytes32: [
      ["salt", keccak256("0x01")],
      ["marketType", keccak256("0x02")],
    ],
  });
}

/** SetUint of a parameter; `data` holds the market and flag that it is about. */
export function setUint(chainId: GmxChainId, constant: string, data: Hex, value: bigint): TapeLog {
  const baseKey = keccak256(encodeAbiParameters([{ type: "string" }], [constant]));
  return gmxEvent(chainId, "SetUint", baseKey, {
    uint: [["value", value]],
    bytes32: [
      ["baseKey", baseKey],
      ["fullKey", keccak256(data === "0x" ? baseKey : data)],
    ],
    bytes: [["data", data]],
  });
}

/** A token's price as a keeper's transaction sets it: cents, and how many decimals the token has. */
export function oraclePriceUpdate(
  chainId: GmxChainId,
  token: Address,
  cents: bigint,
  tokenDecimals: number,
  time: number,
): TapeLog {
  const price = cents * 10n ** BigInt(30 - tokenDecimals - 2);
  return gmxEvent(chainId, "OraclePriceUpdate", topic(token), {
    address: [
      ["token", token],
      ["provider", "0xE1d5a068c5b75E0c7Ea1A9Fe8EA056f9356C6fFD"],
    ],
    uint: [
      ["minPrice", price],
      ["maxPrice", price],
      ["timestamp", BigInt(time)],
    ],
  });
}
