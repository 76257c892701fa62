import type { Address } from "viem";
import { describe, expect, test } from "vitest";
import { deriveMarket, deriveStableFeed } from "../../../src/catalog/deriveMarkets.ts";
import {
  forwardUpdated,
  heartbeatUpdated,
  rateUpdated,
  spotDiffCapUpdated,
  spotDiffUpdated,
  spotUpdated,
  volUpdated,
} from "../../../src/venues/derive-v2/feeds.ts";

const WAD = 10n ** 18n;
const stranger: Address = "0x00000000000000000000000000000000000000aA";

/** A feed of the ETH market. */
function ethFeed(role: "perpFeed" | "impactAskFeed" | "impactBidFeed" | "volFeed" | "spotFeed"): Address {
  const address = deriveMarket("1")?.[role];
  if (address === undefined) throw new Error(`ETH has no ${role}`);
  return address;
}

describe("feeds", () => {
  test("a perpetual's feed is a difference to spot with confidence and signed time", () => {
    const event = { spotDiff: -WAD / 2n, confidence: WAD, timestamp: 1_789_112_591n };
    expect(spotDiffUpdated(ethFeed("perpFeed"), event)).toEqual([
      {
        kind: "accrual",
        venue: "derive-v2",
        marketId: "1",
        name: "perpSpotDiff",
        value: -WAD / 2n,
        decimals: 18,
      },
      {
        kind: "accrual",
        venue: "derive-v2",
        marketId: "1",
        name: "perpSpotDiffConfidence",
        value: WAD,
        decimals: 18,
      },
      {
        kind: "accrual",
        venue: "derive-v2",
        marketId: "1",
        name: "perpSpotDiffPublishedAt",
        value: 1_789_112_591n,
        decimals: 0,
      },
    ]);
  });

  test("impact prices come from contracts of the same kind and are told apart by address", () => {
    const event = { spotDiff: WAD, confidence: WAD, timestamp: 1n };
    expect(spotDiffUpdated(ethFeed("impactAskFeed"), event)).toMatchObject([{ name: "perpImpactAskDiff" }]);
    expect(spotDiffUpdated(ethFeed("impactBidFeed"), event)).toMatchObject([{ name: "perpImpactBidDiff" }]);
    expect(spotDiffCapUpdated(ethFeed("impactAskFeed"), { spotDiffCap: WAD })).toEqual([]);
    expect(heartbeatUpdated("perp", ethFeed("impactBidFeed"), { heartbeat: 60n })).toEqual([]);
  });

  test("impact feeds are named by use: the deployment files swap ask and bid", () => {
    // deployments/957/ETH.json calls this contract ibpFeed; PerpAsset reads the ask from it.
    expect(deriveMarket("1")?.impactAskFeed).toBe("0xbfe7Cd69d3983299D3d18D1Ae5C411e1FF61A993");
  });

  test("the cap on the difference is a parameter of the market", () => {
    expect(spotDiffCapUpdated(ethFeed("perpFeed"), { spotDiffCap: (6n * WAD) / 100n })).toEqual([
      {
        kind: "parameter",
        venue: "derive-v2",
        scope: "1",
        name: "perp.spotDiffCap",
        value: (6n * WAD) / 100n,
        decimals: 18,
      },
    ]);
  });

  test("a heartbeat is a parameter in whole seconds, of the market or of the stablecoin", () => {
    expect(heartbeatUpdated("spot", ethFeed("spotFeed"), { heartbeat: 180n })).toMatchObject([
      { scope: "1", name: "heartbeat.spot", value: 180n, decimals: 0 },
    ]);
    expect(heartbeatUpdated("spot", deriveStableFeed.address, { heartbeat: 3_600n })).toMatchObject([
      { scope: "venue", name: "heartbeat.stable", value: 3_600n, decimals: 0 },
    ]);
  });

  test("the stablecoin's spot feed prices USDC", () => {
    const event = { spot: WAD, confidence: WAD, timestamp: 5n };
    expect(spotUpdated(deriveStableFeed.address, event)).toMatchObject([{ kind: "price", asset: "USDC" }]);
  });

  test("two SVI pushes of one expiry in one block are two facts: the later log wins, whatever their times", () => {
    const push = (a: bigint, timestamp: bigint) =>
      volUpdated(ethFeed("volFeed"), {
        expiry: 1_789_718_400n,
        volDetails: {
          SVI_a: a,
          SVI_b: 1n,
          SVI_rho: 0n,
          SVI_m: 0n,
          SVI_sigma: 1n,
          SVI_fwd: WAD,
          SVI_refTau: WAD,
          confidence: WAD,
          timestamp,
        },
      });
    // The ledger upserts by market and expiry in log order, so equal keys are what lets the second replace the first.
    const [first] = push(1n, 100n);
    const [second] = push(2n, 101n);
    expect(first).toMatchObject({ marketId: "1", expiry: 1_789_718_400, parameters: { a: "1" } });
    expect(second).toMatchObject({ marketId: "1", expiry: 1_789_718_400, parameters: { a: "2" } });
  });

  test("a feed that the catalog gives no market is reported, not dropped", () => {
    const facts = [
      spotUpdated(stranger, { spot: WAD, confidence: WAD, timestamp: 1n }),
      spotDiffUpdated(stranger, { spotDiff: WAD, confidence: WAD, timestamp: 1n }),
      forwardUpdated(stranger, {
        expiry: 1n,
        fwdDetails: { fwdSpotDifference: 0n, confidence: 0n, timestamp: 0n },
        settlementDetails: { settlementStartAggregate: 0n, currentSpotAggregate: 0n },
      }),
      rateUpdated(stranger, { expiry: 1n, rate: 0n, confidence: 0n, timestamp: 0n }),
      heartbeatUpdated("vol", stranger, { heartbeat: 1n }),
    ];
    for (const found of facts) {
      expect(found).toMatchObject([
        { kind: "integrity", rule: "feed-unknown", subject: stranger.toLowerCase() },
      ]);
    }
  });
});
