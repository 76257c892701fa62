import { type Address, type Hex, parseAbi } from "viem";
import type { LocalChain } from "../../../demo/chains/anvil.ts";

/** anvil's funded, unlocked accounts: the owner of every contract, and three nodes that report. */
export const owner: Address = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
export const nodes: readonly Address[] = [
  "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
  "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
];

export const fluxAbi = parseAbi([
  "constructor(address link, uint128 paymentAmount, uint32 timeout, address validator, int256 minSubmissionValue, int256 maxSubmissionValue, uint8 decimals, string description)",
  "function changeOracles(address[] removed, address[] added, address[] addedAdmins, uint32 minSubmissions, uint32 maxSubmissions, uint32 restartDelay)",
  "function submit(uint256 roundId, int256 submission)",
]);
export const proxyAbi = parseAbi([
  "constructor(address aggregator, address accessController)",
  "function proposeAggregator(address aggregator)",
  "function confirmAggregator(address aggregator)",
  "function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)",
]);
export const serverAbi = parseAbi([
  "constructor(address accessControlRegistry, string adminRoleDescription, address manager)",
  "function updateBeaconWithSignedData(address airnode, bytes32 templateId, uint256 timestamp, bytes data, bytes signature) returns (bytes32)",
  "function updateBeaconSetWithBeacons(bytes32[] beaconIds) returns (bytes32)",
  "function setDapiName(bytes32 dapiName, bytes32 dataFeedId)",
]);
export const mockPythAbi = parseAbi([
  "constructor(uint256 validTimePeriod, uint256 singleUpdateFeeInWei)",
  "function updatePriceFeeds(bytes[] updateData) payable",
]);

const gas = 20_000_000n;

/** Sends one transaction and mines it in a block of its own, `seconds` after the head. Throws when it reverts. */
export async function act(
  { client }: LocalChain,
  from: Address,
  to: Address,
  data: Hex,
  seconds = 12,
): Promise<void> {
  const hash = await client.sendTransaction({ account: from, to, data, gas, gasPrice: 0n, chain: null });
  await client.setBlockTimestampInterval({ interval: seconds });
  await client.mine({ blocks: 1 });
  const { status } = await client.getTransactionReceipt({ hash });
  if (status !== "success") throw new Error(`a transaction to ${to} reverted`);
}

/**
 * Deploys a contract at a given address, as CREATE does there: its creation code runs at the address, writes the address's
 * storage and logs from it, and what it returns is then the address's code.
 */
export async function deployAt(chain: LocalChain, address: Address, creation: Hex): Promise<void> {
  const { client } = chain;
  await client.setCode({ address, bytecode: creation });
  const { data: runtime } = await client.call({ account: owner, to: address, gas });
  if (runtime === undefined) throw new Error(`the creation code for ${address} returned nothing`);
  await act(chain, owner, address, "0x");
  await client.setCode({ address, bytecode: runtime });
}
