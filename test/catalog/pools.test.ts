import { type Address, encodeAbiParameters, getContractAddress, keccak256, zeroAddress } from "viem";
import { describe, expect, it } from "vitest";
import { chains } from "../../src/catalog/chains.ts";
import type { UniswapV3Pool, UniswapV4Pool } from "../../src/catalog/pools/pool.ts";
import { type PoolChain, poolOf, poolsOf, uniswapPools } from "../../src/catalog/pools.ts";

/** Uniswap v3 factories. Source: Uniswap/sdks@241fb9a sdk-core/src/addresses.ts. */
const factories: Record<PoolChain, Address> = {
  arbitrum: "0x1F98431c8aD98523631AE4a59f267346ea31F984",
  avalanche: "0x740b1c1de25031C31FF4fC9A62f554A55cdC1baD",
  ethereum: "0x1F98431c8aD98523631AE4a59f267346ea31F984",
  optimism: "0x1F98431c8aD98523631AE4a59f267346ea31F984",
  base: "0x33128a8fC17869897dcE68Ed026d694621f6FDfD",
  polygon: "0x1F98431c8aD98523631AE4a59f267346ea31F984",
};
/** keccak-256 of the pool's creation code in npm @uniswap/v3-core 1.0.1. */
const initCodeHash = "0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54";
const spacing: Record<number, number> = { 100: 1, 500: 10, 3000: 60, 10000: 200 };

const word = [{ type: "address" }, { type: "address" }, { type: "uint24" }] as const;

function v3Address(factory: Address, { token0, token1, fee }: UniswapV3Pool): Address {
  const salt = keccak256(encodeAbiParameters(word, [token0.address, token1.address, fee]));
  return getContractAddress({ opcode: "CREATE2", from: factory, salt, bytecodeHash: initCodeHash });
}

function v4Id({ token0, token1, fee }: Omit<UniswapV4Pool, "id">) {
  const key = [...word, { type: "int24" }, { type: "address" }] as const;
  return keccak256(
    encodeAbiParameters(key, [token0.address, token1.address, fee, spacing[fee] ?? 0, zeroAddress]),
  );
}

const names = Object.keys(uniswapPools) as PoolChain[];

describe.each(names)("the pools of %s", (name) => {
  const { v3, v4 } = uniswapPools[name];

  it("are where the factory puts them: tokens, their order and the fee are right", () => {
    for (const pool of v3.pools) expect(v3Address(factories[name], pool)).toBe(pool.address);
    for (const pool of v4.pools) expect(v4Id(pool)).toBe(pool.id);
  });

  it("are found by what their logs say, in any case of letters", () => {
    for (const { address } of v3.pools) {
      expect(poolOf(chains[name].id, address, address)?.poolId).toBe(address.toLowerCase());
    }
    for (const { id } of v4.pools) {
      expect(poolOf(chains[name].id, v4.poolManager, id)?.family).toBe("uniswap-v4");
    }
    expect(poolsOf(chains[name].id).size).toBe(v3.pools.length + v4.pools.length);
  });
});

describe("a pool", () => {
  const pairs = [...poolsOf(42161).values()].map(({ asset, quote, baseIsToken0, tickSpacing }) => [
    asset,
    quote,
    baseIsToken0,
    tickSpacing,
  ]);

  it("prices its coin in dollars where one side is a stablecoin, else in ether", () => {
    expect(pairs).toContainEqual(["ETH", "USD", true, 10]);
    expect(pairs).toContainEqual(["BTC", "ETH", true, 60]);
    expect(pairs).toContainEqual(["ARB", "ETH", false, 60]);
    expect(pairs).toContainEqual(["LINK", "ETH", false, 60]);
    expect(pairs).toContainEqual(["ARB", "USD", true, 10]);
  });

  it("of a v4 pool's key hashes to the id on record of ETH/USDC on Ethereum", () => {
    // Source: BowTiedDevil/degenbot@1fb8d74b2189 tests/golden/data/uniswap/v4/eth_usdc.
    const token = (address: Address, asset: "ETH" | "USDC", decimals: number) => ({
      address,
      asset,
      decimals,
    });
    expect(
      v4Id({
        token0: token(zeroAddress, "ETH", 18),
        token1: token("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "USDC", 6),
        fee: 500,
      }),
    ).toBe("0x21c67e77068de97969ba93d4aab21826d33ca12bb9f565d8496e8fda8a82ca27");
  });

  it("of a chain or an address that the catalog does not list is unknown", () => {
    expect(poolsOf(957).size).toBe(0);
    expect(poolsOf(5).size).toBe(0);
    expect(poolOf(42161, zeroAddress, zeroAddress)).toBeUndefined();
  });
});
