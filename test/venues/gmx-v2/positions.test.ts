import { padHex } from "viem";
import { describe, expect, it } from "vitest";
import { gmxArbitrumTokens } from "../../../src/catalog/tokens/gmxArbitrumTokens.ts";
import { positionFeesCollected } from "../../../src/venues/gmx-v2/fees.ts";
import { layouts } from "../../fixtures/gmx-v2/eventItems.ts";
import { increaseV21, increaseV21Topics, realShort } from "../../fixtures/gmx-v2/positions.ts";
import { encodeEvent, event, eventDataOf, only, PositionLife, type Values } from "./support.ts";

const account = "0x00000000000000000000000000000000000A11cE";
const market = "0x70d95587d40A2caf56bd97485aB3Eec10Bee6336";
const usdc = gmxArbitrumTokens.USDC.address;
const key = {
  venue: "gmx-v2",
  account: account.toLowerCase(),
  instrumentId: market.toLowerCase(),
  pool: padHex("0xab"),
};
const position = { account, market, collateralToken: usdc, positionKey: key.pool };

/** USD with 30 decimals. */
const usd = (amount: bigint) => amount * 10n ** 30n;
const eth = (milli: bigint) => milli * 10n ** 15n;

const open: Values = {
  ...position,
  isLong: false,
  sizeInUsd: usd(10_000n),
  sizeInTokens: eth(4_000n),
  collateralAmount: 990_000_000n,
  sizeDeltaUsd: usd(10_000n),
  sizeDeltaInTokens: eth(4_000n),
  collateralDeltaAmount: 990_000_000n,
  executionPrice: 2_499_000_000_000_000n,
  borrowingFactor: 11n,
  fundingFeeAmountPerSize: 12n,
  longTokenClaimableFundingAmountPerSize: 13n,
  shortTokenClaimableFundingAmountPerSize: 14n,
  orderType: 2n,
  orderKey: padHex("0x01"),
};

describe("position increase", () => {
  it("opens a short in v2.2: account, signed after-state, collateral and trade", () => {
    const facts = new PositionLife().apply(
      event("PositionIncrease", {
        ...open,
        pendingPriceImpactUsd: -usd(5n),
        pendingPriceImpactAmount: -2_000_000_000_000_000n,
        increasedAtTime: 1_764_680_021n,
      }),
    );
    expect(facts.map(({ kind }) => kind)).toEqual(["account", "position", "collateral", "trade"]);
    expect(only(facts, "account")).toEqual({
      kind: "account",
      venue: "gmx-v2",
      account: key.account,
      holder: key.account,
    });
    expect(only(facts, "position")).toEqual({
      kind: "position",
      ...key,
      size: -eth(4_000n),
      entryNotional: -usd(10_000n),
      realizedPnlDelta: 0n,
      feesDelta: 0n,
      expectedSizeBefore: 0n,
      venueState: {
        isLong: false,
        collateralToken: usdc.toLowerCase(),
        borrowingFactor: "11",
        fundingFeeAmountPerSize: "12",
        longTokenClaimableFundingAmountPerSize: "13",
        shortTokenClaimableFundingAmountPerSize: "14",
        pendingImpactAmount: "-2000000000000000",
        realizedImpactUsd: "0",
        priceImpactDiffUsd: "0",
        feesInfo: null,
        feesCollected: null,
      },
    });
    expect(only(facts, "collateral")).toEqual({
      kind: "collateral",
      venue: "gmx-v2",
      account: key.account,
      pool: key.pool,
      assetId: usdc.toLowerCase(),
      asset: "USDC",
      decimals: 6,
      amount: 990_000_000n,
      expectedAmountBefore: 0n,
    });
    expect(only(facts, "trade")).toEqual({
      kind: "trade",
      ...key,
      tradeKind: "increase",
      sizeDelta: -eth(4_000n),
      sizeAfter: -eth(4_000n),
      price: usd(2_499n),
      realizedPnl: 0n,
      fees: 0n,
    });
  });

  it("reads a real v2.1 log with its own keys, in a market that no list knows", () => {
    const raw = encodeEvent("PositionIncrease", eventDataOf(layouts["PositionIncrease v2.1"], increaseV21));
    expect(raw.topics[1]).toBe(increaseV21Topics.eventNameHash);
    const facts = new PositionLife(null).apply(event("PositionIncrease v2.1", increaseV21));
    expect(facts.map(({ kind }) => kind)).toEqual([
      "account",
      "market",
      "instrument",
      "position",
      "collateral",
      "trade",
    ]);
    expect(`0x${only(facts, "account").account.slice(2).padStart(64, "0")}`).toBe(increaseV21Topics.account);
    expect(only(facts, "position")).toMatchObject({
      size: 4856299644956244482n,
      entryNotional: 82544216667300000000000000000000n,
      venueState: { pendingImpactAmount: "0" },
    });
    expect(only(facts, "instrument")).toMatchObject({
      underlying: `unknown:${increaseV21.market.toLowerCase()}`,
      sizeDecimals: null,
    });
    expect(only(facts, "collateral")).toMatchObject({
      asset: `unknown:${increaseV21.collateralToken.toLowerCase()}`,
      decimals: null,
      amount: 99866n,
    });
    expect(only(facts, "trade").price).toBeNull();
  });

  it("takes the terms of a market whose creation was not indexed from the catalog", () => {
    const facts = new PositionLife(null).apply(event("PositionIncrease", open));
    expect(only(facts, "market")).toMatchObject({
      marketId: key.instrumentId,
      underlying: "ETH",
      terms: { indexToken: gmxArbitrumTokens.WETH.address.toLowerCase(), isSwapOnly: false },
    });
    expect(only(facts, "instrument")).toMatchObject({ underlying: "ETH", sizeDecimals: 18 });
    expect(only(facts, "trade").price).toBe(usd(2_499n));
  });
});

describe("position decrease", () => {
  const life = () => {
    const started = new PositionLife();
    started.apply(event("PositionIncrease", { ...open, pendingPriceImpactAmount: -1_000_000_000_000_001n }));
    return started;
  };
  const half: Values = {
    ...position,
    isLong: false,
    sizeInUsd: usd(5_000n),
    sizeInTokens: eth(2_000n),
    collateralAmount: 790_000_000n,
    collateralDeltaAmount: 200_000_000n,
    sizeDeltaUsd: usd(5_000n),
    sizeDeltaInTokens: eth(2_000n),
    executionPrice: 2_400_000_000_000_000n,
    basePnlUsd: usd(200n),
    uncappedBasePnlUsd: usd(300n),
    borrowingFactor: 21n,
    fundingFeeAmountPerSize: 22n,
    orderType: 4n,
    orderKey: padHex("0x02"),
  };

  it("closes half in v2.2: signed delta, realised P&L, settled impact, refreshed accruals", () => {
    const facts = life().apply(
      event("PositionDecrease", {
        ...half,
        priceImpactUsd: -usd(1n),
        proportionalPendingImpactUsd: -usd(2n),
        totalImpactUsd: -usd(3n),
        "values.priceImpactDiffUsd": usd(4n),
      }),
    );
    expect(facts.map(({ kind }) => kind)).toEqual(["position", "collateral", "trade"]);
    expect(only(facts, "position")).toMatchObject({
      size: -eth(2_000n),
      entryNotional: -usd(5_000n),
      realizedPnlDelta: usd(200n),
      expectedSizeBefore: -eth(4_000n),
      venueState: {
        borrowingFactor: "21",
        fundingFeeAmountPerSize: "22",
        // The settled share of -1000000000000001 is -500000000000001: rounded away from zero.
        pendingImpactAmount: "-500000000000000",
        realizedImpactUsd: (-usd(3n)).toString(),
        priceImpactDiffUsd: usd(4n).toString(),
      },
    });
    expect(only(facts, "collateral")).toMatchObject({
      amount: 790_000_000n,
      expectedAmountBefore: 990_000_000n,
    });
    expect(only(facts, "trade")).toMatchObject({
      tradeKind: "decrease",
      sizeDelta: eth(2_000n),
      sizeAfter: -eth(2_000n),
      price: usd(2_400n),
      realizedPnl: usd(200n),
    });
  });

  it("closes half in v2.1, where the closing impact is all there is", () => {
    const facts = life().apply(event("PositionDecrease v2.1", { ...half, priceImpactUsd: -usd(1n) }));
    expect(only(facts, "position").venueState).toMatchObject({ realizedImpactUsd: (-usd(1n)).toString() });
  });

  it("adds up a real Arbitrum short from its opening to its close", () => {
    const started = new PositionLife();
    const fees = (layout: "open" | "close", orderKey: bigint, cost: bigint) =>
      started.remember(
        positionFeesCollected(
          event("PositionFeesCollected", {
            market,
            trader: account,
            positionKey: key.pool,
            orderKey: padHex(`0x${orderKey.toString(16)}`),
            "collateralTokenPrice.min": realShort[layout].collateralPrice,
            totalCostAmount: cost,
          }),
        ),
      );
    const { sizeDeltaUsd, collateralDeltaAmount, close } = realShort;
    const openCost = realShort.open.positionFeeAmount - realShort.open.traderDiscountAmount;
    fees("open", 7n, openCost);
    const opening = started.apply(
      event("PositionIncrease", {
        ...open,
        sizeInUsd: sizeDeltaUsd,
        sizeDeltaUsd,
        collateralAmount: collateralDeltaAmount,
        collateralDeltaAmount,
        orderKey: padHex("0x07"),
      }),
    );
    // 3,785,560 units of USDC at 0.999815895: 3.7849...
    expect(only(opening, "trade").fees).toBe(3_785_560n * 999815895000000000000000n);
    const closeCost =
      close.positionFeeAmount -
      close.traderDiscountAmount +
      close.borrowingFeeAmount +
      close.fundingFeeAmount;
    expect(closeCost).toBe(4_136_810n);
    fees("close", 8n, closeCost);
    const closing = started.apply(
      event("PositionDecrease", {
        ...position,
        isLong: false,
        sizeDeltaUsd,
        sizeDeltaInTokens: eth(4_000n),
        collateralDeltaAmount,
        basePnlUsd: close.basePnlUsd,
        uncappedBasePnlUsd: close.basePnlUsd,
        priceImpactUsd: close.priceImpactUsd,
        totalImpactUsd: close.totalImpactUsd,
        orderType: 4n,
        orderKey: padHex("0x08"),
      }),
    );
    expect(only(closing, "position")).toMatchObject({
      size: 0n,
      entryNotional: 0n,
      realizedPnlDelta: close.basePnlUsd,
      feesDelta: 4_136_810n * close.collateralPrice,
      venueState: { realizedImpactUsd: close.totalImpactUsd.toString(), pendingImpactAmount: "0" },
    });
  });
});
