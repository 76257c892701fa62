import { type Context, ponder } from "ponder:registry";
import { oracleFeed } from "ponder:schema";
import type { Address, Hex } from "viem";
import { pythAbi } from "../../../abis/pyth.ts";
import { provenanceOf } from "../../ledger/provenance.ts";
import { record } from "../record.ts";
import { decimalsOf, priceFeedUpdate, unscaledPrice } from "./decode.ts";

/** The exponent is not in the event: it is read once a feed, with the feed's first price, and kept with the feed's row. */
ponder.on("Pyth:PriceFeedUpdate", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const contract = event.log.address.toLowerCase() as Address;
  const { id } = event.args;
  const row = await context.db.find(oracleFeed, { chainId: at.chainId, address: contract, feedId: id });
  if (row !== null) {
    await record(context.db, at, priceFeedUpdate(contract, row.decimals, event.args));
    return;
  }
  const exponent = await readExponent(context, contract, id);
  const decimals = exponent === null ? null : decimalsOf(exponent);
  const facts =
    decimals === null
      ? [unscaledPrice(contract, exponent, event.args)]
      : priceFeedUpdate(contract, decimals, event.args);
  await record(context.db, at, facts);
});

async function readExponent(
  { client }: Context<"Pyth:PriceFeedUpdate">,
  address: Address,
  id: Hex,
): Promise<number | null> {
  try {
    const call = { abi: pythAbi, address, functionName: "getPriceUnsafe", args: [id] } as const;
    return (await client.readContract({ ...call, retryEmptyResponse: false })).expo;
  } catch {
    return null;
  }
}
