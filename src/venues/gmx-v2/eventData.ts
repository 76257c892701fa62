import type { AbiParameterToPrimitiveType, Address, Hex } from "viem";
import type { gmxV2EventEmitterAbi } from "../../../abis/gmxV2EventEmitter.ts";
import type { JsonObject, JsonValue } from "../../ledger/json.ts";

/** The data of every GMX v2 event: seven groups of keyed items, one a value type. */
export type EventLogData = AbiParameterToPrimitiveType<(typeof gmxV2EventEmitterAbi)[0]["inputs"][3]>;

type Group = keyof EventLogData;
type ValueOf<Name extends Group> = EventLogData[Name]["items"][number]["value"];

/** A GMX event lacks an item or holds one that cannot be read. The log becomes an integrity anomaly, never a crash. */
export class EventDataError extends Error {
  override readonly name = "EventDataError";
  readonly eventName: string;
  readonly group: Group;
  readonly keys: readonly string[];

  constructor(eventName: string, group: Group, keys: readonly string[], problem: string) {
    super(`${eventName}: ${group} ${keys.join(" | ")} ${problem}`);
    this.eventName = eventName;
    this.group = group;
    this.keys = keys;
  }
}

/**
 * Reads the items of one event by key, never by position: blocks of items are optional and keys were added over time.
 * A getter that takes several keys returns the first that is present, for keys that were renamed.
 * Addresses and 32-byte values come in lower case.
 */
export class EventItems {
  readonly eventName: string;
  readonly #data: EventLogData;

  constructor(eventName: string, data: EventLogData) {
    this.eventName = eventName;
    this.#data = data;
  }

  #find<Name extends Group>(group: Name, keys: readonly string[]): ValueOf<Name> | undefined {
    for (const key of keys) {
      for (const item of this.#data[group].items) if (item.key === key) return item.value;
    }
    return undefined;
  }

  #get<Name extends Group>(group: Name, keys: readonly string[]): ValueOf<Name> {
    const value = this.#find(group, keys);
    if (value === undefined) throw new EventDataError(this.eventName, group, keys, "is missing");
    return value;
  }

  /** @throws EventDataError when none of the keys is present. */
  address(...keys: string[]): Address {
    return this.#get("addressItems", keys).toLowerCase() as Address;
  }

  /** @throws EventDataError when none of the keys is present. */
  uint(...keys: string[]): bigint {
    return this.#get("uintItems", keys);
  }

  /** @throws EventDataError when none of the keys is present. */
  int(...keys: string[]): bigint {
    return this.#get("intItems", keys);
  }

  /** @throws EventDataError when none of the keys is present. */
  bool(...keys: string[]): boolean {
    return this.#get("boolItems", keys);
  }

  /** @throws EventDataError when none of the keys is present. */
  bytes32(...keys: string[]): Hex {
    return this.#get("bytes32Items", keys).toLowerCase() as Hex;
  }

  /** @throws EventDataError when none of the keys is present. */
  bytes(...keys: string[]): Hex {
    return this.#get("bytesItems", keys);
  }

  /** The value, or null when no key is present. */
  optionalUint(...keys: string[]): bigint | null {
    return this.#find("uintItems", keys) ?? null;
  }

  /** The value, or null when no key is present. */
  optionalInt(...keys: string[]): bigint | null {
    return this.#find("intItems", keys) ?? null;
  }

  /** Every item by group and key as JSON, so that an event which cannot be read is kept whole. */
  toJson(): JsonObject {
    const json: Record<string, JsonObject> = {};
    for (const [group, { items, arrayItems }] of Object.entries(this.#data)) {
      const entries: Record<string, JsonValue> = {};
      for (const { key, value } of items) entries[key] = text(value);
      for (const { key, value } of arrayItems) entries[key] = value.map(text);
      if (Object.keys(entries).length > 0) json[group] = entries;
    }
    return json;
  }
}

function text(value: bigint | boolean | string): JsonValue {
  return typeof value === "bigint" ? value.toString() : value;
}
