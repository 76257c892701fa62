import { type AbiEvent, toEventSelector, toEventSignature } from "viem";
import { describe, expect, it } from "vitest";
import {
  uniswapV3LiquidityAbi,
  uniswapV3SwapAbi,
  uniswapV4LiquidityAbi,
  uniswapV4SwapAbi,
} from "../../abis/uniswap.ts";
import reference from "../fixtures/uniswap/topics.json" with { type: "json" };

const abis: Record<string, readonly AbiEvent[]> = {
  v3Liquidity: uniswapV3LiquidityAbi,
  v3Swap: uniswapV3SwapAbi,
  v4Liquidity: uniswapV4LiquidityAbi,
  v4Swap: uniswapV4SwapAbi,
};

describe("Uniswap pools", () => {
  it.each(reference.events)("$abi: $signature hashes to the topic0 on record", (row) => {
    const event = abis[row.abi]?.find((one) => toEventSignature(one) === row.signature);
    if (event === undefined) throw new Error(`no ${row.signature}`);
    expect(toEventSelector(event)).toBe(row.topic0);
    expect(event.inputs.filter(({ indexed }) => indexed).map(({ name }) => name)).toEqual(row.indexed);
  });

  it("declare no event that the reference does not know", () => {
    const known = reference.events.map(({ topic0 }) => topic0);
    for (const event of Object.values(abis).flat()) expect(known).toContain(toEventSelector(event));
  });
});
