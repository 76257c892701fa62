import { toEventSelector, toEventSignature, toFunctionSelector } from "viem";
import { describe, expect, it } from "vitest";
import {
  chainlinkAggregatorAbi,
  chainlinkOcr1Abi,
  chainlinkOcr2Abi,
  chainlinkProxyAbi,
} from "../../abis/chainlink.ts";
import reference from "../fixtures/chainlink/topics.json" with { type: "json" };

const abis = { ocr1: chainlinkOcr1Abi, ocr2: chainlinkOcr2Abi, aggregator: chainlinkAggregatorAbi };

describe("Chainlink aggregators", () => {
  it.each(reference.events)(
    "$contract: $signature hashes to the topic0 on record",
    ({ abi, signature, indexed, topic0 }) => {
      const [event, ...others] = abis[abi as keyof typeof abis];
      expect(others).toEqual([]);
      expect(toEventSignature(event)).toBe(signature);
      expect(toEventSelector(event)).toBe(topic0);
      expect(event.inputs.filter((input) => input.indexed).map(({ name }) => name)).toEqual(indexed);
    },
  );

  it("an OCR1 aggregator that is upgraded to OCR2 changes the topic0 of NewTransmission", () => {
    expect(chainlinkOcr1Abi[0].name).toBe(chainlinkOcr2Abi[0].name);
    expect(toEventSelector(chainlinkOcr1Abi[0])).not.toBe(toEventSelector(chainlinkOcr2Abi[0]));
  });
});

describe("the Chainlink proxy", () => {
  it("is asked for its aggregator and its phase", () => {
    expect(chainlinkProxyAbi.map(({ name }) => name)).toEqual(["aggregator", "phaseId"]);
    expect(chainlinkProxyAbi.map((one) => toFunctionSelector(one))).toEqual(["0x245a7bfc", "0x58303b10"]);
  });

  it("has no event: the deployed one logs nothing when its aggregator changes", () => {
    expect(chainlinkProxyAbi.every(({ type }) => type === "function")).toBe(true);
  });
});
