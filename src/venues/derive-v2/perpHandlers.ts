import { type Context, ponder } from "ponder:registry";
import type { Address } from "viem";
import type { Fact } from "../../ledger/facts.ts";
import { provenanceOf } from "../../ledger/provenance.ts";
import { writeFacts } from "../../ledger/write.ts";
import type { ResolvedAsset } from "./assets.ts";
import { DERIVE_V2 } from "./names.ts";
import {
  fundingApplied,
  fundingUpdated,
  type PerpState,
  perpDisabled,
  perpSettled,
  perpStateOf,
  positionCleared,
  positionSettled,
} from "./perps.ts";
import { readAsset, readForward, readPosition } from "./read.ts";
import { optionSettled } from "./settlement.ts";
import { decodeSubId } from "./subId.ts";

type PerpEvent = Parameters<typeof provenanceOf>[1] & { readonly log: { readonly address: Address } };

/** Reads the account's perpetual and writes what the event makes of it. */
async function onPerp(
  context: Context,
  event: PerpEvent,
  perp: Address,
  accountId: bigint,
  facts: (perp: ResolvedAsset, before: PerpState | null) => Fact[],
): Promise<void> {
  const at = provenanceOf(context.chain.id, event);
  const resolved = await readAsset(context.db, at.chainId, perp);
  const row = await readPosition(context.db, at.chainId, accountId, resolved.address);
  await writeFacts(
    context.db,
    at,
    resolved.assetClass === "perp" ? facts(resolved, perpStateOf(row)) : [notAPerp(resolved)],
  );
}

/** A log of a perpetual contract that no market lists: kept as a finding, because its position has no market. */
function notAPerp(asset: ResolvedAsset): Fact {
  return {
    kind: "integrity",
    venue: DERIVE_V2,
    subject: asset.address,
    rule: "asset-unknown",
    message: `${asset.address} logs as a perpetual, but no market lists it as one`,
    evidence: { asset: asset.address, assetClass: asset.assetClass },
  };
}

ponder.on("DerivePerp:PositionSettled", async ({ event, context }) => {
  await onPerp(context, event, event.log.address, event.args.account, (perp, before) =>
    positionSettled(perp, event.args, before),
  );
});

ponder.on("DerivePerp:FundingAppliedOnAccount", async ({ event, context }) => {
  await onPerp(context, event, event.log.address, event.args.accountId, (perp, before) =>
    fundingApplied(perp, event.args, before),
  );
});

ponder.on("DerivePerp:PositionCleared", async ({ event, context }) => {
  await onPerp(context, event, event.log.address, event.args.account, (perp, before) =>
    positionCleared(perp, event.args, before),
  );
});

ponder.on("DerivePerp:AggregatedFundingUpdated", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const perp = await readAsset(context.db, at.chainId, event.log.address);
  const facts = perp.marketId === null ? [notAPerp(perp)] : fundingUpdated(perp.marketId, event.args);
  await writeFacts(context.db, at, facts);
});

ponder.on("DerivePerp:Disabled", async ({ event, context }) => {
  const at = provenanceOf(context.chain.id, event);
  const perp = await readAsset(context.db, at.chainId, event.log.address);
  const facts = perp.marketId === null ? [notAPerp(perp)] : perpDisabled(perp.marketId, event.args);
  await writeFacts(context.db, at, facts);
});

for (const manager of ["DeriveStandardManager", "DerivePmrm", "DerivePmrm2"] as const) {
  ponder.on(`${manager}:PerpSettled`, async ({ event, context }) => {
    await onPerp(context, event, event.args.perp, event.args.accountId, (perp, before) =>
      perpSettled(perp, event.args, before),
    );
  });

  ponder.on(`${manager}:OptionSettled`, async ({ event, context }) => {
    const at = provenanceOf(context.chain.id, event);
    const option = await readAsset(context.db, at.chainId, event.args.option);
    const { expiry } = decodeSubId(event.args.subId);
    const forward =
      option.marketId === null ? null : await readForward(context.db, at.chainId, option.marketId, expiry);
    await writeFacts(context.db, at, optionSettled(option, event.args, forward));
  });
}
