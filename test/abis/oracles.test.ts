import { type AbiEvent, toEventSelector, toEventSignature, toFunctionSelector } from "viem";
import { describe, expect, it } from "vitest";
import { api3OevExtensionAbi, api3ServerAbi } from "../../abis/api3.ts";
import {
  chainlinkAggregatorAbi,
  chainlinkOcr1Abi,
  chainlinkOcr2Abi,
  chainlinkProxyAbi,
} from "../../abis/chainlink.ts";
import { chainlinkDualAbi, chainlinkFluxAbi } from "../../abis/chainlinkAggregators.ts";
import { chronicleScribeAbi, chronicleScribeOptimisticAbi } from "../../abis/chronicle.ts";
import { pythAbi } from "../../abis/pyth.ts";
import { redstoneAbi } from "../../abis/redstone.ts";
import reference from "../fixtures/oracles/topics.json" with { type: "json" };

const abis: Readonly<Record<string, readonly { readonly type: string }[]>> = {
  chainlinkOcr1Abi,
  chainlinkOcr2Abi,
  chainlinkAggregatorAbi,
  chainlinkFluxAbi,
  chainlinkDualAbi,
  pythAbi,
  redstoneAbi,
  chronicleScribeAbi,
  chronicleScribeOptimisticAbi,
  api3ServerAbi,
  api3OevExtensionAbi,
};
const eventsOf = (abi: readonly { readonly type: string }[]) =>
  abi.filter((item): item is AbiEvent => item.type === "event");

describe("events of oracles", () => {
  it.each(reference.events)("$abi: $signature hashes to the topic0 on record", (one) => {
    const events = eventsOf(abis[one.abi] ?? []);
    const event = events.find((item) => toEventSignature(item) === one.signature);
    if (event === undefined) throw new Error(`not in the ABI: ${one.signature}`);
    expect(toEventSelector(event)).toBe(one.topic0);
    expect(event.inputs.filter((input) => input.indexed).map(({ name }) => name)).toEqual(one.indexed);
  });

  it("are all on record", () => {
    for (const [name, abi] of Object.entries(abis)) {
      const known = reference.events.filter((one) => one.abi === name).map(({ signature }) => signature);
      expect(eventsOf(abi).map(toEventSignature).sort()).toEqual(known.sort());
    }
  });

  it("an OCR1 aggregator that is upgraded to OCR2 changes the topic0 of every event", () => {
    for (const i of [0, 1] as const) {
      expect(chainlinkOcr1Abi[i].name).toBe(chainlinkOcr2Abi[i].name);
      expect(toEventSelector(chainlinkOcr1Abi[i])).not.toBe(toEventSelector(chainlinkOcr2Abi[i]));
    }
  });
});

describe("the Chainlink proxy", () => {
  it("is asked for its aggregator, its phase and the phases before", () => {
    expect(chainlinkProxyAbi.map(({ name }) => name)).toEqual(["aggregator", "phaseId", "phaseAggregators"]);
    expect(chainlinkProxyAbi.map((one) => toFunctionSelector(one))).toEqual([
      "0x245a7bfc",
      "0x58303b10",
      "0xc1597304",
    ]);
  });

  it("has no event: the deployed one logs nothing when its aggregator changes", () => {
    expect(chainlinkProxyAbi.every(({ type }) => type === "function")).toBe(true);
  });
});
