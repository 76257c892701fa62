import { describe, expect, it, test } from "vitest";
import { marginModels } from "../../cli/commands/margin.ts";
import { MARGIN_MODELS } from "../../engine/margin/models.ts";
import { DERIBIT_SHAPED_GRID } from "../../engine/margin/openGrid/presets.ts";
import { scenarioCases, scenarioParameters } from "../engine/margin/derive/pmrmCases.ts";
import { readFixture } from "../engine/margin/derive/readFixture.ts";
import { shorts } from "../fixtures/margin/deribitStandard.ts";
import { emitted } from "../fixtures/margin/gTrade.ts";
import { params as lyraParams, minCollateral, month } from "../fixtures/margin/lyraV1.ts";
import { simulate } from "../fixtures/margin/openGrid.ts";
import { naked } from "../fixtures/margin/opynGamma.ts";
import { answerOf, fieldsOf, run } from "./support.ts";

interface Pm2File {
  snapshots: Record<string, { expiries: Record<string, unknown> }>;
  cases: {
    name: string;
    snapshot: string;
    legs: [number, string, boolean, string][];
    perp: string;
    cash: string;
    chain: { IM: string; MM: string; mtm: string; worstScenarioIndex: number };
  }[];
}

const pm2 = readFixture<Pm2File>("pm2-chain-cases");
const pm2Cases = pm2.cases.map((one) => ({ ...one, snapshot: pm2.snapshots[one.snapshot] }));
const usd = (raw: string) => Number(raw) / 1e18;

describe("derive-pm2", () => {
  const model = marginModels["derive-pm2"];

  it("has all 25 chain cases", () => expect(pm2Cases).toHaveLength(25));

  test.each(pm2Cases)("$name", async ({ chain, ...entry }) => {
    const answer = await answerOf(model, entry);
    expect(Object.keys(answer)).toEqual([
      "initialMargin",
      "maintenanceMargin",
      "markToMarket",
      "worstScenarioIndex",
    ]);
    expect(Math.abs(answer.initialMargin - usd(chain.IM))).toBeLessThan(1e-9);
    expect(Math.abs(answer.maintenanceMargin - usd(chain.MM))).toBeLessThan(1e-9);
    expect(Math.abs(answer.markToMarket - usd(chain.mtm))).toBeLessThan(1e-9);
    expect(answer.worstScenarioIndex).toBe(chain.worstScenarioIndex);
  });

  const [good] = pm2Cases;

  test.each([
    ["a number where digits are wanted", { perp: 0 }, ["perp"]],
    ["a fraction", { cash: "1.5" }, ["cash"]],
    ["a leg of three members", { legs: [[1, "1", true]] }, ["legs[0]"]],
    [
      "a leg without a volatility",
      { legs: [[1, "7", true, "1"]] },
      ["legs[0].volatility", "legs[0].volConfidence"],
    ],
    ["an unknown scenario code", scenarioCode(9), ["scenarios[0].volShock"]],
  ])("%s fails naming the field", async (_, changes, fields) => {
    expect(await fieldsOf(model, { ...good, ...changes })).toEqual(fields);
  });

  it("names a leg, not the engine's option, when its strike is zero", async () => {
    const expiry = Object.keys(good?.snapshot?.expiries ?? {})[0] ?? "";
    const quote = good?.snapshot?.expiries[expiry] as { vols: object };
    const vols = { ...quote.vols, "0": ["500000000000000000", "1000000000000000000"] };
    const snapshot = { ...good?.snapshot, expiries: { [expiry]: { ...quote, vols } } };
    const legs = [[Number(expiry), "0", true, "1000000000000000000"]];
    expect(await fieldsOf(model, { ...good, snapshot, legs })).toEqual(["legs[0].strike"]);
  });

  function scenarioCode(code: number) {
    return {
      snapshot: { ...good?.snapshot, scenarios: [["1000000000000000000", code, "1000000000000000000"]] },
    };
  }
});

interface StandardFile {
  timestamp: number;
  spot: number;
  optionParameters: Record<string, number>;
  expiries: Record<string, { forward: number; vols: Record<string, number> }>;
  rows: [number, number, string, number, number, number, number][];
}

describe("derive-standard", () => {
  const model = marginModels["derive-standard"];
  const file = readFixture<StandardFile>("standard-chain-cases");
  const snapshot = {
    timestamp: file.timestamp,
    spot: file.spot,
    stable: 0.9998826056043564,
    params: {
      OptionMarginParams: file.optionParameters,
      PerpMarginRequirements: { mmPerpReq: 0.065, imPerpReq: 0.1 },
      BaseMarginParams: { marginFactor: 0.75, IMScale: 0.93 },
      OracleContingencyParams: {
        perpThreshold: 0.55,
        optionThreshold: 0.55,
        baseThreshold: 0.55,
        OCFactor: 1,
      },
      DepegParams: { threshold: 0.99, depegFactor: 2 },
    },
    expiries: file.expiries,
  };

  it("has all 12 chain cases", () => expect(file.rows).toHaveLength(12));

  test.each(file.rows)("%d %d %s %d", async (expiry, strike, right, amount, im, mm, mtm) => {
    const leg = { expiry, strike, isCall: right === "call", amount };
    const forms = [
      { snapshot, legs: [[expiry, strike, leg.isCall, amount]], perp: 0, cash: 0 },
      { snapshot, legs: [leg], perp: "0", cash: "0" },
      { snapshot, ...leg },
    ];
    for (const form of forms) {
      const answer = await answerOf(model, form);
      expect(Math.abs(answer.initialMargin - im)).toBeLessThan(1e-9);
      expect(Math.abs(answer.maintenanceMargin - mm)).toBeLessThan(1e-9);
      expect(Math.abs(answer.markToMarket - mtm)).toBeLessThan(1e-9);
      expect(answer.worstScenarioIndex).toBeNull();
    }
  });

  it("counts perpetual, coin and cash beside the options", async () => {
    const answer = await answerOf(model, {
      snapshot: { ...snapshot, perp: { price: 52_300 } },
      legs: [],
      perp: -2,
      perpEntry: 52_000,
      base: 0.1,
      cash: 20_000,
    });
    const coin = 0.1 * file.spot;
    expect(answer.maintenanceMargin).toBeCloseTo(20_000 - 600 - 2 * 52_300 * 0.065 + 0.75 * coin, 8);
    expect(answer.initialMargin).toBeCloseTo(20_000 - 600 - 2 * 52_300 * 0.1 + 0.75 * 0.93 * coin, 8);
    expect(answer.markToMarket).toBeCloseTo(20_000 - 600 + coin / snapshot.stable, 8);
  });

  it("trap: a string is a raw 18-decimal integer and a number is not", async () => {
    const plain = await answerOf(model, { snapshot, legs: [], cash: 1 });
    const raw = await answerOf(model, { snapshot, legs: [], cash: "1" });
    expect(plain.markToMarket).toBe(1);
    expect(raw.markToMarket).toBe(1e-18);
  });

  test.each([
    [
      "a strike without a volatility",
      { legs: [[1708675200, 1, true, -1]] },
      ["snapshot.expiries[1708675200].vols[1]"],
    ],
    ["a perpetual without a price", { legs: [], perp: 1 }, ["snapshot.perp"]],
    ["a negative coin balance", { legs: [], base: -1 }, ["base"]],
    ["a zero spot", { legs: [], snapshot: { ...snapshot, spot: 0 } }, ["snapshot.spot.price"]],
    ["neither legs nor an option", {}, ["legs"]],
    ["a leg that is a word", { legs: ["call"] }, ["legs[0]"]],
  ])("%s fails naming the field", async (_, changes, fields) => {
    expect(await fieldsOf(model, { snapshot, ...changes })).toEqual(fields);
  });
});

describe("other models", () => {
  it("are those of the engine", () => {
    expect(Object.keys(marginModels).sort()).toEqual(Object.keys(MARGIN_MODELS).sort());
  });

  test.each(emitted)("gtrade-v10: $name", async ({ position, liqPrice, tolerance }) => {
    const defaults = { markPrice: position.openPrice, minFeeNotionalUsd: 0 };
    const answer = await answerOf(marginModels["gtrade-v10"], { ...defaults, ...position });
    expect(Math.abs(answer.liquidationPriceUsd / liqPrice - 1)).toBeLessThan(tolerance);
  });

  test.each(minCollateral)("lyra-v1: $optionType $amount at $spot", async (row) => {
    const answer = await answerOf(marginModels["lyra-v1"], {
      optionType: row.optionType,
      amount: row.amount,
      strike: row.strike,
      secondsToExpiry: month,
      spotUsd: row.spot,
      rate: 0.05,
      collateral: 1,
      params: lyraParams,
    });
    const unit = row.optionType === "shortCallBase" ? row.spot : 1;
    expect(Math.abs(answer.maintenanceUsd / unit / row.expected - 1)).toBeLessThan(row.tolerance);
  });

  test.each(naked.filter(({ seconds }) => seconds === 1440 * 7))(
    "opyn-gamma: $right $amount",
    async (row) => {
      const answer = await answerOf(marginModels["opyn-gamma"], {
        kind: "naked",
        right: row.right,
        shortAmount: row.amount,
        shortStrike: row.strike,
        collateralAmount: 0,
        collateralPriceUsd: 1,
        underlyingPriceUsd: row.spot,
        strikeAssetPriceUsd: 1,
        upperBound: 0.1678,
        spotShock: 0.75,
      });
      const unit = row.right === "put" ? 1 : row.spot;
      expect(Math.abs(answer.initialUsd / unit / row.expected - 1)).toBeLessThan(2e-4);
    },
  );

  test.each(shorts)("standard-option: $right $strike", async (row) => {
    const answer = await answerOf(marginModels["standard-option"], {
      collateralCoins: 1,
      underlyingPriceUsd: row.underlying,
      options: [{ right: row.right, strike: row.strike, size: -1, markCoin: row.mark }],
      rates: { initial: 0.15, initialFloor: 0.1, maintenance: 0.075 },
    });
    expect(answer.initialUsd / row.underlying).toBeCloseTo(row.initial, 12);
    expect(answer.maintenanceUsd / row.underlying).toBeCloseTo(row.maintenance, 12);
  });

  test.each(scenarioCases)("derive-pmrm: $name", async ({ account, expected }) => {
    const answer = await answerOf(marginModels["derive-pmrm"], { account, parameters: scenarioParameters });
    const balance = answer.equityUsd - answer.initialUsd;
    expect(Math.abs(balance - expected.im) / Math.max(1, Math.abs(expected.im))).toBeLessThan(1e-9);
    expect(Object.keys(answer)).not.toContain("scenarioPnl");
  });

  it("open-grid answers Deribit's published simulation", async () => {
    const legs = simulate.legs.map((row) => ({
      id: row.id,
      underlying: "BTC",
      kind: "linear",
      notionalUsd: row.size * simulate.indexUsd,
      yearsToExpiry: row.yearsToExpiry,
      pnlUsd: row.pnlByPrice.flatMap((coin) => Array(3).fill(coin * simulate.indexUsd)),
    }));
    const entry = { legs, definition: DERIBIT_SHAPED_GRID, equityUsd: 0 };
    const answer = await answerOf(marginModels["open-grid"], entry);
    expect(Math.abs(answer.initialUsd / simulate.indexUsd - simulate.riskMatrixMargin)).toBeLessThan(5e-10);
  });

  it("refuses a misspelt optional field instead of ignoring it", async () => {
    const example = marginModels["gmx-v2"].example as object;
    expect(await fieldsOf(marginModels["gmx-v2"], { ...example, pnlCap: 1 })).toEqual(["pnlCap"]);
  });

  it.each([[["margin"]], [["margin", "--model", "simm"]], [["margin", "--model", "toString"]]])(
    "%j names the model",
    async (argv) => {
      const { exitCode, error } = await run(argv, {});
      expect(exitCode).toBe(1);
      expect(error.field).toBe("model");
      expect(error.message).toContain("derive-pm2");
    },
  );
});
