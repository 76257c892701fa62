import { keccak256, stringToHex, toEventSelector } from "viem";
import { describe, expect, it } from "vitest";
import { gmxV2EventEmitterAbi } from "../../abis/gmxV2EventEmitter.ts";
import { gmxV2Contracts } from "../../src/venues/gmx-v2/contracts.ts";
import { handledEvents } from "../../src/venues/gmx-v2/names.ts";
import { eventNameHash, topic0 } from "../fixtures/gmx-v2/signatures.ts";

describe("GMX v2 EventEmitter", () => {
  it.each(gmxV2EventEmitterAbi)("$name hashes to the topic0 on record", (event) => {
    expect(toEventSelector(event)).toBe(topic0[event.name]);
  });

  it("hashes every handled event name to the topic on record", () => {
    const names = [...handledEvents.EventLog1, ...handledEvents.EventLog2];
    const hashes = Object.fromEntries(names.map((name) => [name, keccak256(stringToHex(name))]));
    expect(hashes).toEqual(eventNameHash);
  });

  it("filters each log by the names that have a handler, from the blocks that the caller maps", () => {
    const { GmxV2EventEmitter } = gmxV2Contracts((startBlock) => startBlock - 1);
    expect(GmxV2EventEmitter.filter.map(({ event, args }) => [event, args.eventNameHash])).toEqual([
      ["EventLog1", [...handledEvents.EventLog1]],
      ["EventLog2", [...handledEvents.EventLog2]],
    ]);
    expect(GmxV2EventEmitter.chain.arbitrum.startBlock).toBe(107_737_755);
    expect(GmxV2EventEmitter.chain.avalanche.startBlock).toBe(32_162_454);
  });
});
