import { type Address, encodeAbiParameters, encodeFunctionData, keccak256, pad, parseAbi, toHex } from "viem";
import type { LocalChain } from "../../../demo/chains/anvil.ts";
import type { PoolTerms } from "../../../src/catalog/pools/pool.ts";
import { compileTrader, factoryCreationCode } from "./contracts.ts";

/** First of anvil's funded, unlocked development accounts. */
const account = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
/** Uniswap's v3 factory on Ethereum, Arbitrum, Optimism and Polygon. */
const factory: Address = "0x1F98431c8aD98523631AE4a59f267346ea31F984";
const trader: Address = "0x00000000000000000000000000000000000074ad";
/** Storage slot of the factory's `feeAmountTickSpacing`. */
const FEE_SLOT = 4n;

const factoryAbi = parseAbi(["function createPool(address, address, uint24) returns (address)"]);
const traderAbi = parseAbi([
  "function mint(address pool, int24 lower, int24 upper, uint128 amount)",
  "function burn(address pool, int24 lower, int24 upper, uint128 amount)",
  "function swap(address pool, bool zeroForOne, int256 amount, uint160 limit)",
]);
const poolAbi = parseAbi([
  "function initialize(uint160)",
  "function liquidity() view returns (uint128)",
  "function slot0() view returns (uint160, int24, uint16, uint16, uint16, uint8, bool)",
]);

/** What can be done to a real pool on a local chain. Every call is a block of its own. */
export interface RealPool {
  readonly address: Address;
  mint(lower: number, upper: number, amount: bigint): Promise<void>;
  burn(lower: number, upper: number, amount: bigint): Promise<void>;
  /** Exact input when the amount is positive, exact output when it is negative. */
  swap(zeroForOne: boolean, amount: bigint, limit: bigint): Promise<void>;
  state(): Promise<{ sqrtPriceX96: bigint; tick: number; liquidity: bigint }>;
}

/**
 * Deploys a pool with Uniswap's own bytecode at its production address: its factory stands at the factory's, so CREATE2 puts
 * the pool where it is on the real chain, and the indexer's configuration needs no change.
 */
export async function deployPool(
  chain: LocalChain,
  terms: PoolTerms,
  sqrtPriceX96: bigint,
): Promise<RealPool> {
  const { client } = chain;
  const send = async (to: Address | null, data: `0x${string}`) => {
    const hash = await client.sendTransaction({
      account,
      chain: null,
      to,
      data,
      gas: 100_000_000n,
      gasPrice: 0n,
    });
    await client.mine({ blocks: 1 });
    const receipt = await client.getTransactionReceipt({ hash });
    if (receipt.status !== "success") throw new Error(`a transaction to ${to} reverted`);
    return receipt;
  };
  const { contractAddress } = await send(null, factoryCreationCode);
  if (contractAddress === null || contractAddress === undefined) throw new Error("no factory");
  const code = await client.getCode({ address: contractAddress });
  if (code === undefined) throw new Error("the factory has no code");
  // The factory refuses to run anywhere but at the address that it was deployed to, which its code holds.
  const moved = code.replaceAll(contractAddress.slice(2).toLowerCase(), factory.slice(2).toLowerCase());
  await client.setCode({ address: factory, bytecode: moved as `0x${string}` });
  const slot = keccak256(
    encodeAbiParameters([{ type: "uint24" }, { type: "uint256" }], [terms.fee, FEE_SLOT]),
  );
  await client.setStorageAt({ address: factory, index: slot, value: pad(toHex(terms.tickSpacing)) });
  const bytecode = compileTrader();
  for (const { address } of [terms.token0, terms.token1])
    await client.setCode({ address, bytecode: bytecode.token });
  await client.setCode({ address: trader, bytecode: bytecode.trader });
  const { token0, token1, fee, address } = terms;
  const create = { abi: factoryAbi, args: [token0.address, token1.address, fee] } as const;
  await send(factory, encodeFunctionData(create));
  await send(address, encodeFunctionData({ abi: poolAbi, functionName: "initialize", args: [sqrtPriceX96] }));
  const trade = async (call: Parameters<typeof encodeFunctionData<typeof traderAbi>>[0]) => {
    await send(trader, encodeFunctionData(call));
  };
  return {
    address,
    mint: (lower, upper, amount) =>
      trade({ abi: traderAbi, functionName: "mint", args: [address, lower, upper, amount] }),
    burn: (lower, upper, amount) =>
      trade({ abi: traderAbi, functionName: "burn", args: [address, lower, upper, amount] }),
    swap: (zeroForOne, amount, limit) =>
      trade({ abi: traderAbi, functionName: "swap", args: [address, zeroForOne, amount, limit] }),
    async state() {
      const [liquidity, [price, tick]] = await Promise.all([
        client.readContract({ address, abi: poolAbi, functionName: "liquidity" }),
        client.readContract({ address, abi: poolAbi, functionName: "slot0" }),
      ]);
      return { sqrtPriceX96: price, tick, liquidity };
    },
  };
}
