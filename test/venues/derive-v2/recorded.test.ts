import { describe, expect, test } from "vitest";
import { deriveForwardFeedAbi } from "../../../abis/deriveForwardFeed.ts";
import { derivePmrmAbi } from "../../../abis/derivePmrm.ts";
import { derivePmrm2Abi } from "../../../abis/derivePmrm2.ts";
import { derivePmrmLib2Abi } from "../../../abis/derivePmrmLib2.ts";
import { deriveRateFeedAbi } from "../../../abis/deriveRateFeed.ts";
import { deriveSpotFeedAbi } from "../../../abis/deriveSpotFeed.ts";
import { deriveStandardManagerAbi } from "../../../abis/deriveStandardManager.ts";
import { deriveStaticRateFeedAbi } from "../../../abis/deriveStaticRateFeed.ts";
import { deriveVolFeedAbi } from "../../../abis/deriveVolFeed.ts";
import {
  forwardUpdated,
  rateUpdated,
  spotUpdated,
  staticRateUpdated,
  volUpdated,
} from "../../../src/venues/derive-v2/feeds.ts";
import { optionMarginParamsSet, oracleContingencySet } from "../../../src/venues/derive-v2/parameters.ts";
import {
  collateralParameters,
  libOverrideUpdated,
  libraryParameters,
  scenariosUpdated,
} from "../../../src/venues/derive-v2/portfolioMargin.ts";
import reference from "../../fixtures/logs/derive-v2-decoded.json" with { type: "json" };
import { contractOf, decode, decodeAsIndexed, recordedAt, recordedLogs } from "./recorded.ts";

/** Bigints as the reference writes them. */
const written = (args: unknown): unknown =>
  JSON.parse(JSON.stringify(args, (_, value) => (typeof value === "bigint" ? value.toString() : value)));

describe("every recorded log", () => {
  test("there are 17 of them, and the reference holds values of 16 or more", () => {
    expect(recordedLogs).toHaveLength(17);
    expect(reference.events.length).toBeGreaterThanOrEqual(16);
  });

  test.each(
    recordedLogs.map((log) => [`${contractOf(log)} ${log.blockNumber}:${log.logIndex}`, log] as const),
  )("%s decodes with the ABI that its address is configured with", (_, log) => {
    const expected = reference.events.find(
      (event) => event.transactionHash === log.transactionHash && event.logIndex === log.logIndex,
    );
    const { eventName, args } = decodeAsIndexed(log);
    if (expected === undefined) {
      expect(eventName).toBe("RateUpdated");
      expect(written(args)).toEqual({ rate: "0", confidence: "1000000000000000000" });
      return;
    }
    expect(expected.signature).toContain(`event ${eventName}(`);
    expect(written(args)).toEqual(expected.values);
  });

  test("a log's time is 1700021615 + 2 x block, so recorded blocks and times agree", () => {
    for (const { blockNumber, timestamp } of recordedLogs)
      expect(timestamp).toBe(1_700_021_615 + 2 * blockNumber);
  });
});

describe("facts of recorded logs", () => {
  test("spot: signed time, not block time", () => {
    const log = recordedAt(44_545_492, 264);
    const { args } = decode(deriveSpotFeedAbi, log);
    if (!("spot" in args)) throw new Error("not a spot price");
    expect(spotUpdated(log.address, args)).toEqual([
      {
        kind: "price",
        address: "0x5eb59391e7870807ad2c8792e8c5e75838e0fdb0",
        feedId: "spot",
        family: "derive",
        asset: "BTC",
        quote: "USD",
        decimals: 18,
        price: 77_256_210_171_126_060_000_000n,
        confidence: 1_000_000_000_000_000_000n,
        roundId: "1789112591",
        publishedAt: 1_789_112_591,
      },
    ]);
    expect(log.timestamp - 1_789_112_591).toBe(8);
  });

  test("smile: the chain's integers as strings, with the event's own forward and reference time", () => {
    const log = recordedAt(44_814_062, 61);
    const { args } = decode(deriveVolFeedAbi, log);
    if (!("volDetails" in args)) throw new Error("not a smile");
    expect(volUpdated(log.address, args)).toEqual([
      {
        kind: "smile",
        venue: "derive-v2",
        marketId: "2",
        expiry: 1_789_718_400,
        model: "derive-svi",
        parameters: {
          a: "97272545053122",
          b: "8735673227689764",
          rho: "-219178659550839320",
          m: "-6470669769677905",
          sigma: "8945917635152553",
          forward: "76735401147929650000000",
          refTau: "2180365296800000",
        },
        confidence: 950_000_000_000_000_000n,
        publishedAt: 1_789_649_694,
      },
    ]);
  });

  test("settlementStartAggregate is not zero: both aggregates are kept as logged", () => {
    const log = recordedAt(44_545_507, 0);
    const { args } = decode(deriveForwardFeedAbi, log);
    if (!("fwdDetails" in args)) throw new Error("not a forward");
    expect(forwardUpdated(log.address, args)).toEqual([
      {
        kind: "forward",
        venue: "derive-v2",
        marketId: "2",
        expiry: 1_789_113_600,
        spotDifference: -317_683_361_383_387_800n,
        settlementStartAggregate: 4_638_352_302_805_933_000_000_000n,
        currentSpotAggregate: 64_671_300_708_783_200_000_000_000n,
        confidence: 1_000_000_000_000_000_000n,
        publishedAt: 1_789_112_576,
      },
    ]);
  });

  test("rate by expiry, and the legacy rate of the same event name without one", () => {
    const pm2 = recordedAt(44_545_688, 40);
    const rate = decode(deriveRateFeedAbi, pm2).args;
    if (!("expiry" in rate)) throw new Error("not a rate");
    expect(rateUpdated(pm2.address, rate)).toEqual([
      {
        kind: "rate",
        venue: "derive-v2",
        marketId: "2",
        expiry: 1_790_928_000,
        rate: 36_400_000_000_000_000n,
        confidence: 1_000_000_000_000_000_000n,
        publishedAt: 1_789_112_934,
      },
    ]);
    const legacy = recordedAt(843_076, 29);
    expect(staticRateUpdated(legacy.address, decode(deriveStaticRateFeedAbi, legacy).args)).toEqual([
      { kind: "accrual", venue: "derive-v2", marketId: "2", name: "staticRate", value: 0n, decimals: 18 },
    ]);
  });

  test("OptionMarginParamsSet logs the two unpaired scales swapped: initial is 1.2, maintenance 1.1", () => {
    const { args } = decode(deriveStandardManagerAbi, recordedAt(843_078, 24));
    if (!("maxSpotReq" in args)) throw new Error("not option parameters");
    const facts = optionMarginParamsSet(args).filter((fact) => fact.kind === "parameter");
    expect(Object.fromEntries(facts.map(({ name, value }) => [name, Number(value) / 1e18]))).toEqual({
      "option.maxSpotReq": 0.15,
      "option.minSpotReq": 0.13,
      "option.mmCallSpotReq": 0.09,
      "option.mmPutSpotReq": 0.09,
      "option.mmPutMtmReq": 0.09,
      "option.unpairedImScale": 1.2,
      "option.unpairedMmScale": 1.1,
      "option.mmOffsetScale": 1.05,
    });
    expect(new Set(facts.map(({ scope }) => scope))).toEqual(new Set(["2"]));
  });

  test("OracleContingencySet has no market id: it is recorded for the venue, for no market", () => {
    const { args } = decode(deriveStandardManagerAbi, recordedAt(44_656_981, 2));
    if (!("prepThreshold" in args)) throw new Error("not contingencies");
    const facts = oracleContingencySet(args).filter((fact) => fact.kind === "parameter");
    expect(facts.map(({ scope, name, value }) => [scope, name, Number(value) / 1e18])).toEqual([
      ["venue", "oracle.perpThreshold", 0.55],
      ["venue", "oracle.optionThreshold", 0.55],
      ["venue", "oracle.baseThreshold", 0.55],
      ["venue", "oracle.factor", 1],
    ]);
  });

  test("PMRM_2 static discounts are taken as logged, right or wrong way round", () => {
    const log = recordedAt(33_945_517, 2);
    const { args } = decode(derivePmrmLib2Abi, log);
    if (!("marginParams" in args)) throw new Error("not margin parameters");
    const facts = libraryParameters(log.address, "margin", args.marginParams);
    const named = Object.fromEntries(
      facts.map((fact) =>
        fact.kind === "parameter" ? [fact.name, [fact.scope, fact.value]] : [fact.kind, []],
      ),
    );
    const library = "0x1a1b78af94c2a755b911a63345ac1410f65ad61b";
    expect(named[`${library}.margin.longBaseStaticDiscount`]).toEqual(["2", 980_000_000_000_000_000n]);
    expect(named[`${library}.margin.shortBaseStaticDiscount`]).toEqual(["2", 1_020_000_000_000_000_000n]);
    expect(Object.keys(named)).toHaveLength(8);
  });

  test("collateral flags are whole numbers, haircuts have 18 decimals", () => {
    const log = recordedAt(44_270_341, 10);
    const { args } = decode(derivePmrmLib2Abi, log);
    if (!("asset" in args)) throw new Error("not collateral parameters");
    const prefix = `${log.address}.collateral.0xb0431da0c2293df9f0d96c3af9a5b8d547014608`;
    const rows = collateralParameters(log.address, args).map((fact) =>
      fact.kind === "parameter" ? [fact.name, fact.value, fact.decimals] : [],
    );
    expect(rows).toEqual([
      [`${prefix}.isEnabled`, 1n, 0],
      [`${prefix}.isRiskCancelling`, 0n, 0],
      [`${prefix}.MMHaircut`, 5_000_000_000_000_000n, 18],
      [`${prefix}.IMHaircut`, 15_000_000_000_000_000n, 18],
    ]);
  });

  test("scenarios of both portfolio managers: 33 with dampening, 23 without", () => {
    const second = recordedAt(43_621_075, 14);
    const first = recordedAt(20_116_171, 2);
    const { args } = decode(derivePmrm2Abi, second);
    const { args: legacy } = decode(derivePmrmAbi, first);
    if (!("scenarios" in args) || !("scenarios" in legacy)) throw new Error("not scenarios");
    const pm2 = scenariosUpdated("pmrm2", second.address, args.scenarios);
    const pm1 = scenariosUpdated("pmrm", first.address, legacy.scenarios);
    expect(pm2).toHaveLength(1 + 33 * 3);
    expect(pm1).toHaveLength(1 + 23 * 2);
    expect(pm2[0]).toMatchObject({
      scope: "2",
      name: `${second.address}.scenario.count`,
      value: 33n,
      decimals: 0,
    });
    // A fall of two thirds with volatility up, counted at 12.2624 %.
    expect(pm2.slice(1 + 23 * 3, 1 + 24 * 3)).toMatchObject([
      { name: `${second.address}.scenario.23.spotShock`, value: 340_000_000_000_000_000n },
      { name: `${second.address}.scenario.23.volShock`, value: 1n, decimals: 0 },
      { name: `${second.address}.scenario.23.dampeningFactor`, value: 122_624_000_000_000_000n },
    ]);
  });

  test("LibOverrideUpdated gives one account another library", () => {
    const { args } = decode(derivePmrm2Abi, recordedAt(44_968_136, 3));
    if (!("libOverride" in args)) throw new Error("not an override");
    expect(libOverrideUpdated(args)).toEqual([
      {
        kind: "parameter",
        venue: "derive-v2",
        scope: "92718",
        name: "libOverride",
        value: BigInt("0x4E8ea8AfEb1f7583C3D1e27176D864Fa652546C8"),
        decimals: 0,
      },
    ]);
  });
});
