import {
  type Address,
  decodeEventLog,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  padHex,
  zeroAddress,
} from "viem";
import { gmxV2EventEmitterAbi } from "../../../abis/gmxV2EventEmitter.ts";
import { gmxV2EventEmitter } from "../../../src/catalog/deployments.ts";
import type { Fact, FactOf, Provenance } from "../../../src/ledger/facts.ts";
import type { EventLogData } from "../../../src/venues/gmx-v2/eventData.ts";
import { type GmxLog, gmxLog } from "../../../src/venues/gmx-v2/eventLog.ts";
import { positionDecrease, positionIncrease } from "../../../src/venues/gmx-v2/positions.ts";
import { type items, type Layout, layouts } from "../../fixtures/gmx-v2/eventItems.ts";

export const ARBITRUM = 42161;
export const HANDLER: Address = "0x7F01614cA5198Ec979B1aAd1DAF0DE7e0a215BDF";

/** Provenance of a made-up log. */
export function at(overrides: Partial<Provenance> = {}): Provenance {
  return {
    chainId: ARBITRUM,
    blockNumber: 400_000_000,
    timestamp: 1_764_680_021,
    transactionHash: padHex("0x01"),
    logIndex: 10,
    ...overrides,
  };
}

export type Values = Readonly<Record<string, bigint | boolean | string>>;

const zeros: Readonly<Record<keyof typeof items, bigint | boolean | string>> = {
  address: zeroAddress,
  uint: 0n,
  int: 0n,
  bool: false,
  bytes32: padHex("0x00"),
  bytes: "0x",
  string: "",
};

/** Event data with the layout's keys in its order; keys without a value are zero, values without a key an error. */
export function eventDataOf(layout: Layout, values: Values): EventLogData {
  const used = new Set<string>();
  const group = (type: keyof typeof items) => ({
    items: (layout[type] ?? []).map((key) => {
      used.add(key);
      return { key, value: values[key] ?? zeros[type] };
    }),
    arrayItems: [],
  });
  const data = {
    addressItems: group("address"),
    uintItems: group("uint"),
    intItems: group("int"),
    boolItems: group("bool"),
    bytes32Items: group("bytes32"),
    bytesItems: group("bytes"),
    stringItems: group("string"),
  };
  const unknown = Object.keys(values).filter((key) => !used.has(key));
  if (unknown.length > 0) throw new Error(`the layout has no ${unknown.join(", ")}`);
  return data as unknown as EventLogData;
}

/** A raw log as the chain stores it. */
export interface RawLog {
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

/** Encodes an event under a name as EventLog1, or EventLog2 for orders. */
export function encodeEvent(name: string, eventData: EventLogData): RawLog {
  const isOrder = name === "OrderExecuted";
  const event = isOrder ? gmxV2EventEmitterAbi[2] : gmxV2EventEmitterAbi[1];
  const args = {
    eventNameHash: name,
    topic1: padHex("0xaa"),
    ...(isOrder ? { topic2: padHex("0xbb") } : {}),
  };
  const topics = encodeEventTopics({ abi: [event], args }).flat();
  return {
    topics: topics.filter((topic): topic is Hex => topic !== null),
    data: encodeAbiParameters(
      event.inputs.filter((input) => !input.indexed),
      [HANDLER, name, eventData],
    ),
  };
}

/** Decodes a raw log of the EventEmitter as Ponder does, into what the decoders read. */
export function decodeLog(raw: RawLog, where: Provenance = at()): GmxLog {
  const [signature, ...rest] = raw.topics;
  if (signature === undefined) throw new Error("a log without topics");
  const { args } = decodeEventLog({
    abi: gmxV2EventEmitterAbi,
    topics: [signature, ...rest],
    data: raw.data,
  });
  return gmxLog(where, gmxV2EventEmitter.arbitrum.address, args);
}

/** An event of a known layout through the ABI: encoded, then decoded. */
export function event(layout: keyof typeof layouts, values: Values, where: Provenance = at()): GmxLog {
  const name = layout.split(" ")[0] ?? layout;
  return decodeLog(encodeEvent(name, eventDataOf(layouts[layout], values)), where);
}

/** The only fact of a kind. */
export function only<Kind extends Fact["kind"]>(facts: readonly Fact[], kind: Kind): FactOf<Kind> {
  const found = facts.filter((fact): fact is FactOf<Kind> => fact.kind === kind);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} facts of kind ${kind}`);
  return first;
}

interface Row {
  size: bigint;
  venueState: NonNullable<FactOf<"position">["venueState"]>;
}

/** A position key's life: applies events in order and remembers what the position's row would hold. */
export class PositionLife {
  row: Row | null = null;
  readonly instrument: { readonly sizeDecimals: number | null } | null;

  constructor(instrument: PositionLife["instrument"] = { sizeDecimals: 18 }) {
    this.instrument = instrument;
  }

  /** Facts of a position event, after which the row is updated. */
  apply(log: GmxLog): Fact[] {
    const read = log.name === "PositionIncrease" ? positionIncrease : positionDecrease;
    return this.remember(read(log, { row: this.row, instrument: this.instrument }));
  }

  /** Merges the position facts into the row as the ledger does. */
  remember(facts: Fact[]): Fact[] {
    for (const fact of facts) {
      if (fact.kind !== "position") continue;
      this.row = {
        size: fact.size ?? this.row?.size ?? 0n,
        venueState: { ...this.row?.venueState, ...fact.venueState },
      };
    }
    return facts;
  }
}
