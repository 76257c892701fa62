import type { Address, Hex } from "viem";
import type { CollateralFact, Fact, IntegrityFact } from "../../ledger/facts.ts";
import { instrumentFacts, instrumentIdOf, marketFacts, type ResolvedAsset } from "./assets.ts";
import { CROSS, DECIMALS, DERIVE_V2, INTEREST_INDEX } from "./names.ts";
import { entryNotional, NO_PERP, type PerpState } from "./perps.ts";

/** `BalanceAdjusted`, decoded. Amounts have 18 decimals; `amount` is what the hooks made of the trade, not its size. */
export interface BalanceEvent {
  readonly accountId: bigint;
  readonly manager: Address;
  readonly assetAndSubId: Hex;
  readonly amount: bigint;
  readonly preBalance: bigint;
  readonly postBalance: bigint;
}

/**
 * The after-state of one balance. `preBalance` must be the last `postBalance` of the same key, which the ledger checks.
 * What cannot be understood is kept as a coin of unknown kind and reported.
 *
 * @param before The account's row of the same holding: `isNew` brings the instrument or market along, and a perpetual's
 *   state gives its entry.
 */
export function balanceAdjusted(
  asset: ResolvedAsset,
  subId: bigint,
  event: BalanceEvent,
  before: { readonly isNew: boolean; readonly perp: PerpState | null },
): Fact[] {
  switch (asset.assetClass) {
    case "option":
    case "perp":
      if (asset.assetClass === "perp" && subId !== 0n) return oddBalance(asset, subId, event);
      return [
        ...(before.isNew ? instrumentFacts(asset, subId) : []),
        {
          kind: "position",
          venue: DERIVE_V2,
          account: event.accountId.toString(),
          pool: CROSS,
          instrumentId: instrumentIdOf(asset, subId),
          size: event.postBalance,
          expectedSizeBefore: event.preBalance,
          entryNotional:
            asset.assetClass === "option"
              ? null
              : entryNotional({ ...(before.perp ?? NO_PERP), size: event.postBalance }),
        },
      ];
    case "cash":
    case "base":
      if (subId !== 0n) return oddBalance(asset, subId, event);
      return [
        ...(before.isNew ? marketFacts(asset) : []),
        { ...collateral(asset, event.accountId), ...balance(event) },
      ];
    case "unknown":
      return oddBalance(asset, subId, event);
  }
}

/** Interest is added to cash before its balance moves, so this log comes before `BalanceAdjusted`. */
export function interestAccrued(
  cash: ResolvedAsset,
  event: { accountId: bigint; accountIndex: bigint },
): Fact[] {
  const venueState = { [INTEREST_INDEX]: event.accountIndex.toString() };
  return [{ ...collateral(cash, event.accountId), venueState }];
}

function balance(event: BalanceEvent): Pick<CollateralFact, "amount" | "expectedAmountBefore"> {
  return { amount: event.postBalance, expectedAmountBefore: event.preBalance };
}

function collateral(asset: ResolvedAsset, accountId: bigint): CollateralFact {
  return {
    kind: "collateral",
    venue: DERIVE_V2,
    account: accountId.toString(),
    pool: CROSS,
    assetId: asset.address,
    asset: asset.underlying,
    decimals: asset.assetClass === "unknown" ? null : DECIMALS,
  };
}

/** A balance that no rule explains: an asset nobody whitelisted, or a sub-id where there can be none. */
function oddBalance(asset: ResolvedAsset, subId: bigint, event: BalanceEvent): Fact[] {
  const assetId = subId === 0n ? asset.address : `${asset.address}:${subId}`;
  const integrity: IntegrityFact = {
    kind: "integrity",
    venue: DERIVE_V2,
    subject: `${event.accountId}:${assetId}`,
    rule: "asset-unknown",
    message: `account ${event.accountId} holds ${event.postBalance} of ${asset.assetClass} asset ${assetId}, which no market explains`,
    evidence: { asset: asset.address, subId: subId.toString(), balance: event.postBalance.toString() },
  };
  return [
    {
      ...collateral(asset, event.accountId),
      assetId,
      asset: `unknown:${asset.address}`,
      decimals: null,
      ...balance(event),
    },
    integrity,
  ];
}
