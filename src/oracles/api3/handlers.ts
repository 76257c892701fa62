import { type Context, ponder } from "ponder:registry";
import { BaseError, ContractFunctionZeroDataError, type Hex, zeroHash } from "viem";
import { api3ServerAbi } from "../../../abis/api3.ts";
import type { FeedKey, Provenance } from "../../ledger/facts.ts";
import { provenanceOf } from "../../ledger/provenance.ts";
import type { Store } from "../../ledger/store.ts";
import { writeFacts } from "../../ledger/write.ts";
import { record } from "../record.ts";
import { auctionedFeed, dapiNameSet, namedValue } from "./decode.ts";
import { API3_SERVER } from "./feeds.ts";
import { firstPointers, nameOfData, targetOf } from "./names.ts";

ponder.on("Api3Server:setup", async ({ context }) => {
  const facts = await firstPointers((name) => readName(context, name));
  const at = {
    chainId: context.chain.id,
    blockNumber: 0,
    timestamp: 0,
    transactionHash: zeroHash,
    logIndex: -1,
  };
  await writeFacts(context.db, at, facts);
});

ponder.on("Api3Server:SetDapiName", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const { dapiName, dataFeedId } = event.args;
  const before = await targetOf(context.db, at.chainId, dapiName);
  await record(context.db, at, dapiNameSet(dapiName, dataFeedId, before));
});

ponder.on("Api3Server:UpdatedBeaconWithSignedData", async ({ event, context }) => {
  await index(context.db, provenanceOf(context.chain.id, event), event.args.beaconId, event.args);
});

ponder.on("Api3Server:UpdatedBeaconSetWithBeacons", async ({ event, context }) => {
  await index(context.db, provenanceOf(context.chain.id, event), event.args.beaconSetId, event.args);
});

ponder.on("Api3Server:UpdatedOevProxyBeaconSetWithSignedData", async ({ event, context }) => {
  const { beaconSetId, proxy } = event.args;
  const at = provenanceOf(context.chain.id, event);
  await index(context.db, at, beaconSetId, event.args, (name) => auctionedFeed(proxy, name));
});

ponder.on("Api3OevExtension:UpdatedDappOevDataFeed", async ({ event, context }) => {
  const { dappId, dataFeedId, updatedValue, updatedTimestamp } = event.args;
  const at = provenanceOf(context.chain.id, event);
  const update = { value: updatedValue, timestamp: updatedTimestamp };
  await index(context.db, at, dataFeedId, update, (name) => auctionedFeed(event.log.address, name, dappId));
});

/** Records a value under the name that its data has now; data without a listed name is let go. */
async function index(
  store: Store,
  at: Provenance,
  data: Hex,
  update: { readonly value: bigint; readonly timestamp: number },
  feedOf?: (name: Hex) => FeedKey,
): Promise<void> {
  const name = await nameOfData(store, at.chainId, data);
  if (name !== null) await record(store, at, namedValue(name, update, feedOf?.(name)));
}

async function readName({ client }: Context<"Api3Server:setup">, name: Hex): Promise<Hex | null> {
  try {
    return await client.readContract({
      abi: api3ServerAbi,
      address: API3_SERVER,
      functionName: "dapiNameToDataFeedId",
      args: [name],
      retryEmptyResponse: false,
    });
  } catch (error) {
    const isAbsent =
      error instanceof BaseError &&
      error.walk((one) => one instanceof ContractFunctionZeroDataError) !== null;
    if (isAbsent) return null;
    throw error;
  }
}
