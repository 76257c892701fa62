import {
  type Address,
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  encodePacked,
  type Hex,
  keccak256,
  parseAbiParameters,
  zeroAddress,
  zeroHash,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { type LocalChain, startChain } from "../../../demo/chains/anvil.ts";
import { mineEmpty } from "../../../demo/chains/mine.ts";
import { ethereumFeeds } from "../../../src/catalog/chainlink/ethereum.ts";
import { chains } from "../../../src/catalog/chains.ts";
import { pythContracts, pythIds } from "../../../src/catalog/pyth.ts";
import { API3_SERVER, dapiName } from "../../../src/oracles/api3/feeds.ts";
import api3Contracts from "../../fixtures/oracles/api3Contracts.json" with { type: "json" };
import chainlinkContracts from "../../fixtures/oracles/chainlinkContracts.json" with { type: "json" };
import pythMock from "../../fixtures/oracles/pythMock.json" with { type: "json" };
import { act, deployAt, fluxAbi, mockPythAbi, nodes, owner, proxyAbi, serverAbi } from "./contracts.ts";
import { playEmitted } from "./emitted.ts";

const [ether] = ethereumFeeds;
export const proxy: Address = ether.proxy;
export const aggregator: Address = ether.aggregators[0].address;
/** Where the proxy goes next: an aggregator that the catalog does not list. */
export const unlisted: Address = "0x00000000000000000000000000000000c0ffee00";
const registry: Address = "0x00000000000000000000000000000000c0ffee01";

export const startTime = 1_770_000_000;
/** The nodes' answers of each round, 8 decimals. The median is the round's. */
export const rounds = [
  [2_004_12000000n, 2_004_50000000n, 2_003_99000000n],
  [2_010_00000000n, 2_009_80000000n, 2_010_40000000n],
] as const;
export const afterMove = [2_020_00000000n, 2_021_00000000n, 2_019_00000000n] as const;

/** Signs beacons; any key will do, and this one is anvil's tenth. */
const airnode = privateKeyToAccount("0x2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6");
const templates: readonly Hex[] = [`0x${"07".repeat(32)}`, `0x${"08".repeat(32)}`];
const beaconIds = templates.map((template) =>
  keccak256(encodePacked(["address", "bytes32"], [airnode.address, template])),
);
export const [beaconId] = beaconIds;
export const beaconSetId = keccak256(encodeAbiParameters([{ type: "bytes32[]" }], [beaconIds]));
/** Dollars that the first beacon says without a name, the first beacon says with one, and the second beacon says. */
export const beaconValues = [2_005n, 2_007n, 2_011n].map((dollars) => dollars * 10n ** 18n);
/** The set's value: the median of the two beacons. */
export const setValue = 2_009n * 10n ** 18n;

const [pyth] = pythContracts.ethereum.contracts;
/** Exponents differ from feed to feed: they are not in the event. */
export const pythUpdates = [
  { asset: "ETH", price: 2_004_12345678n, conf: 1_10000000n, expo: -8 },
  { asset: "USDC", price: 99_987n, conf: 21n, expo: -5 },
  { asset: "ETH", price: -1n, conf: 0n, expo: -8 },
] as const;
const priceFeed = parseAbiParameters([
  "PriceFeed feed",
  "struct PriceFeed { bytes32 id; Price price; Price emaPrice; }",
  "struct Price { int64 price; uint64 conf; int32 expo; uint256 publishTime; }",
]);
const unlistedId: Hex = `0x${"22".repeat(32)}`;

/** Ethereum with real Chainlink and API3 contracts at their own addresses, Pyth's own mock at Pyth's, and emitters for the rest. */
export async function playOracles(): Promise<LocalChain> {
  const chain = await startChain({ chainId: chains.ethereum.id, genesisTime: startTime });
  // Block 0 has no time yet, which the aggregator's creation reckons with.
  await mineEmpty(chain, 1, 12);
  await playChainlink(chain);
  await playApi3(chain);
  await playPyth(chain);
  await playEmitted(chain);
  return chain;
}

async function playChainlink(chain: LocalChain): Promise<void> {
  await deployFlux(chain, aggregator);
  await deployFlux(chain, unlisted);
  await deployAt(
    chain,
    proxy,
    encodeDeployData({
      abi: proxyAbi,
      bytecode: chainlinkContracts.eacAggregatorProxy as Hex,
      args: [aggregator, zeroAddress],
    }),
  );
  for (const [i, answers] of rounds.entries()) await submit(chain, aggregator, i + 1, answers);
  // The proxy is read about once an hour: first with the listed aggregator, then with the other.
  await mineEmpty(chain, chains.ethereum.phaseBlocks, 12);
  for (const functionName of ["proposeAggregator", "confirmAggregator"] as const) {
    await act(chain, owner, proxy, encodeFunctionData({ abi: proxyAbi, functionName, args: [unlisted] }));
  }
  await submit(chain, unlisted, 1, afterMove);
}

async function deployFlux(chain: LocalChain, address: Address): Promise<void> {
  await deployAt(
    chain,
    address,
    encodeDeployData({
      abi: fluxAbi,
      bytecode: chainlinkContracts.fluxAggregator as Hex,
      args: [zeroAddress, 0n, 1_800, zeroAddress, 1n, 10n ** 14n, 8, "ETH / USD"],
    }),
  );
  const addNodes = encodeFunctionData({
    abi: fluxAbi,
    functionName: "changeOracles",
    args: [[], [...nodes], [...nodes], nodes.length, nodes.length, 0],
  });
  await act(chain, owner, address, addNodes);
}

async function submit(
  chain: LocalChain,
  address: Address,
  round: number,
  answers: readonly bigint[],
): Promise<void> {
  for (const [i, answer] of answers.entries()) {
    const data = encodeFunctionData({ abi: fluxAbi, functionName: "submit", args: [BigInt(round), answer] });
    await act(chain, nodes[i] ?? owner, address, data);
  }
}

async function playApi3(chain: LocalChain): Promise<void> {
  await deployAt(chain, registry, api3Contracts.accessControlRegistry as Hex);
  await deployAt(
    chain,
    API3_SERVER,
    encodeDeployData({
      abi: serverAbi,
      bytecode: api3Contracts.api3ServerV1 as Hex,
      args: [registry, "Api3ServerV1 admin", owner],
    }),
  );
  // A beacon alone is data without a name: its value is nobody's price yet.
  const [first = zeroHash, second = zeroHash] = templates;
  const [unnamed = 0n, named = 0n, other = 0n] = beaconValues;
  await updateBeacon(chain, first, unnamed);
  await setName(chain, beaconId ?? zeroHash);
  await updateBeacon(chain, first, named);
  await updateBeacon(chain, second, other);
  await setName(chain, beaconSetId);
  const data = encodeFunctionData({
    abi: serverAbi,
    functionName: "updateBeaconSetWithBeacons",
    args: [beaconIds],
  });
  await act(chain, owner, API3_SERVER, data);
}

async function updateBeacon(chain: LocalChain, templateId: Hex, value: bigint): Promise<void> {
  const { timestamp } = await chain.client.getBlock();
  const data = encodeAbiParameters([{ type: "int256" }], [value]);
  const message = keccak256(encodePacked(["bytes32", "uint256", "bytes"], [templateId, timestamp, data]));
  const signature = await airnode.signMessage({ message: { raw: message } });
  const call = encodeFunctionData({
    abi: serverAbi,
    functionName: "updateBeaconWithSignedData",
    args: [airnode.address, templateId, timestamp, data, signature],
  });
  await act(chain, owner, API3_SERVER, call);
}

async function setName(chain: LocalChain, dataFeedId: Hex): Promise<void> {
  const args = [dapiName("ETH"), dataFeedId] as const;
  const data = encodeFunctionData({ abi: serverAbi, functionName: "setDapiName", args });
  await act(chain, owner, API3_SERVER, data);
}

async function playPyth(chain: LocalChain): Promise<void> {
  const creation = encodeDeployData({
    abi: mockPythAbi,
    bytecode: pythMock.mockPyth as Hex,
    args: [3_600n, 0n],
  });
  await deployAt(chain, pyth, creation);
  for (const { asset, ...price } of pythUpdates) {
    await updatePyth(chain, pythIds.find((one) => one.asset === asset)?.id ?? unlistedId, price);
  }
  await updatePyth(chain, unlistedId, pythUpdates[0]);
}

async function updatePyth(
  chain: LocalChain,
  id: Hex,
  { price, conf, expo }: { readonly price: bigint; readonly conf: bigint; readonly expo: number },
): Promise<void> {
  const { timestamp: publishTime } = await chain.client.getBlock();
  const value = { price, conf, expo, publishTime };
  const update = encodeAbiParameters(priceFeed, [{ id, price: value, emaPrice: value }]);
  const args = [[update]] as const;
  const data = encodeFunctionData({ abi: mockPythAbi, functionName: "updatePriceFeeds", args });
  await act(chain, owner, pyth, data);
}
