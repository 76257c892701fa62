import { describe, expect, it } from "vitest";
import { keepIndexed, onIndexedChains } from "../src/indexedChains.ts";
import { oracleContracts } from "../src/oracles/contracts.ts";

const indexed = new Set(["arbitrum", "avalanche", "derive"]);

describe("chains that are not indexed", () => {
  it("are left out", () => {
    expect(keepIndexed({ arbitrum: 1, ethereum: 2 }, indexed)).toEqual({ arbitrum: 1 });
  });

  it("leave the name of a source that is on them alone, so that its handlers still have one", () => {
    const sources = onIndexedChains(
      oracleContracts((block) => block),
      indexed,
    );
    expect(Object.keys(sources)).toEqual(Object.keys(oracleContracts((block) => block)));
    expect(sources.ChronicleScribe.chain).toEqual({});
    expect(Object.keys(sources.ChainlinkOcr2.chain)).toEqual(["arbitrum", "avalanche"]);
  });

  it("do not touch a source on one chain, nor the rest of a source", () => {
    const derive = { chain: "derive", address: "0x1" };
    const both = { chain: { arbitrum: { startBlock: 1 }, base: { startBlock: 2 } }, abi: [] };
    expect(onIndexedChains({ derive, both }, indexed)).toEqual({
      derive,
      both: { chain: { arbitrum: { startBlock: 1 } }, abi: [] },
    });
  });
});
