import { type Address, isAddressEqual } from "viem";
import { type DeriveMarket, deriveAsset, deriveMarket } from "../../catalog/deriveMarkets.ts";
import type { Fact, IntegrityFact } from "../../ledger/facts.ts";
import { assetTypes, underlyingOfName } from "./assets.ts";
import { DERIVE_V2, parameters } from "./names.ts";
import { parameter } from "./parameters.ts";
import { lower } from "./units.ts";

/** A market gets its name. */
export function marketCreated(event: { marketId: bigint; marketName: string }): Fact[] {
  const marketId = event.marketId.toString();
  return [
    {
      kind: "market",
      venue: DERIVE_V2,
      marketId,
      underlying: deriveMarket(marketId)?.underlying ?? underlyingOfName(event.marketName),
      terms: { name: event.marketName },
    },
  ];
}

/**
 * An asset joins a market. There is no factory, so this log is the only word of assets younger than the catalog: it is
 * kept under the asset's address as well, where a balance finds it.
 */
export function assetWhitelisted(
  event: { asset: Address; marketId: bigint; assetType: number },
  underlying: string,
): Fact[] {
  const asset = lower(event.asset);
  const marketId = event.marketId.toString();
  const role = assetTypes[event.assetType] ?? null;
  const facts: Fact[] = [
    parameter(asset, parameters.assetType, BigInt(event.assetType), 0),
    parameter(asset, parameters.assetMarket, event.marketId, 0),
    { kind: "market", venue: DERIVE_V2, marketId, underlying, terms: role === null ? {} : { [role]: asset } },
  ];
  const known = deriveAsset(asset);
  if (known !== undefined && (known.market?.marketId !== marketId || known.assetClass !== role)) {
    facts.push(
      contradiction(
        asset,
        "asset-market",
        `the chain lists ${asset} as ${role} of market ${marketId}, the catalog as ${known.assetClass} of ${known.market?.marketId}`,
      ),
    );
  }
  return facts;
}

/** A market gets its feeds. A feed that the catalog lacks is not indexed, so its market's prices go stale from here. */
export function oraclesSet(
  event: { marketId: bigint; spotOracle: Address; forwardOracle: Address; volFeed: Address },
  underlying: string,
): Fact[] {
  const marketId = event.marketId.toString();
  const feeds = {
    spotFeed: lower(event.spotOracle),
    forwardFeed: lower(event.forwardOracle),
    volFeed: lower(event.volFeed),
  };
  const facts: Fact[] = [{ kind: "market", venue: DERIVE_V2, marketId, underlying, terms: feeds }];
  const market = deriveMarket(marketId);
  for (const role of ["spotFeed", "forwardFeed", "volFeed"] as const) {
    if (!differs(market, role, feeds[role])) continue;
    facts.push(
      contradiction(
        `${marketId}:${role}`,
        `feed-not-indexed-${role}`,
        `market ${marketId} reads its ${role} from ${feeds[role]}, which the catalog does not list`,
      ),
    );
  }
  return facts;
}

function differs(
  market: DeriveMarket | undefined,
  role: "spotFeed" | "forwardFeed" | "volFeed",
  feed: Address,
): boolean {
  const known = market?.[role];
  // Markets without options set the other two feeds to zero or to placeholders.
  if (known === undefined) return role === "spotFeed";
  return !isAddressEqual(known, feed);
}

function contradiction(subject: string, rule: string, message: string): IntegrityFact {
  return { kind: "integrity", venue: DERIVE_V2, subject, rule, message, evidence: {} };
}
