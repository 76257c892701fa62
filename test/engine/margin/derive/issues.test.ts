import { describe, expect, it } from "vitest";
import { pm2Balances } from "../../../../engine/margin/derive/pm2.ts";
import { pmrmBalances } from "../../../../engine/margin/derive/pmrm.ts";
import { pm2ParametersFromRaw } from "../../../../engine/margin/derive/rawPm2.ts";
import type { Scenario } from "../../../../engine/margin/derive/scenario.ts";
import { standardMargin } from "../../../../engine/margin/derive/standard.ts";
import { leg, NOW, PM2_BTC, perp, pm2Account, pmrmAccount, standardAccount } from "./accounts.ts";
import { chainSnapshot } from "./pm2Chain.ts";
import { portfolioParameters } from "./pmrmCases.ts";
import { issues } from "./value.ts";

const fields = (result: Parameters<typeof issues>[0]) =>
  issues(result).map(({ code, field }) => `${code} ${field}`);

const BAD_LEGS = [
  ["a volatility that is not a number", { volatility: Number.NaN }, "INVALID_INPUT options[2].volatility"],
  ["an infinite volatility", { volatility: Number.POSITIVE_INFINITY }, "INVALID_INPUT options[2].volatility"],
  ["a negative volatility", { volatility: -0.1 }, "INVALID_INPUT options[2].volatility"],
  ["a zero strike", { strike: 0 }, "INVALID_INPUT options[2].strike"],
  ["an amount that is not a number", { amount: Number.NaN }, "INVALID_INPUT options[2].amount"],
  ["a confidence above 1", { volConfidence: 1.5 }, "INVALID_INPUT options[2].volConfidence"],
  ["a right that is neither", { right: "straddle" as "call" }, "INVALID_INPUT options[2].right"],
  ["an expiry without a forward", { expiry: NOW + 5 }, "UNPRICED options[2].expiry"],
] as const;

describe.each(BAD_LEGS)("one leg with %s", (_, bad, expected) => {
  const options = [leg(), leg({ right: "put" }), leg({ strike: 90_000, ...bad })];

  it("leaves no account a margin, and is named", () => {
    expect(fields(pm2Balances(pm2Account({ options }), PM2_BTC))).toEqual([expected]);
    expect(fields(pmrmBalances(pmrmAccount({ options }), portfolioParameters))).toEqual([expected]);
    expect(fields(standardMargin(standardAccount({ options })))).toEqual([
      expected.replace("options", "markets[0].options"),
    ]);
  });
});

describe("accounts without a margin", () => {
  it("names an option that expired without a settlement price", () => {
    const expiry = NOW - 1;
    const expiries = [{ expiry, fixed: 90_000, variable: 10_000, confidence: 1, rate: 0, rateConfidence: 1 }];
    const result = pm2Balances(pm2Account({ options: [leg({ expiry })], expiries }), PM2_BTC);
    expect(fields(result)).toEqual(["UNPRICED options[0].expiry"]);
    expect(issues(result)[0]?.subject).toBe(`100000 call ${expiry}`);
  });

  it("names two legs of one option that disagree on volatility", () => {
    const options = [leg(), leg({ volatility: 0.6 })];
    expect(fields(pm2Balances(pm2Account({ options }), PM2_BTC))).toEqual([
      "INTEGRITY options[1].volatility",
    ]);
  });

  it("reports every fault at once", () => {
    const account = pm2Account({
      cash: Number.NaN,
      spot: { price: 0, confidence: 1 },
      perp: perp(1, -5),
      options: [leg({ strike: -1 }), leg({ volatility: Number.NaN })],
    });
    expect(fields(pm2Balances(account, PM2_BTC))).toEqual([
      "INVALID_INPUT cash",
      "INVALID_INPUT spot.price",
      "INVALID_INPUT perp.price",
      "INVALID_INPUT options[0].strike",
      "INVALID_INPUT options[1].volatility",
    ]);
  });

  it("names a collateral without rules, even one called like an object's own method", () => {
    const collaterals = [{ asset: "constructor", amount: 1, price: 1, confidence: 1 }];
    expect(fields(pm2Balances(pm2Account({ collaterals }), PM2_BTC))).toEqual([
      "MISSING_PARAMETER collaterals[0].asset",
    ]);
  });

  it("names a parameter that has not been read", () => {
    const contingency = { ...PM2_BTC.contingency, confMargin: Number.NaN };
    expect(fields(pm2Balances(pm2Account(), { ...PM2_BTC, contingency }))).toEqual([
      "INVALID_INPUT parameters.contingency.confMargin",
    ]);
  });

  it("refuses a margin when a single scenario cannot be valued, even beside a worse one", () => {
    const skew = { ...PM2_BTC.skew, minKStar: 0, widthScale: 0 };
    const atForward = leg({ strike: 100_200 });
    expect(issues(pm2Balances(pm2Account({ options: [atForward] }), { ...PM2_BTC, skew }))).toHaveLength(1);
    const beside = pm2Account({ options: [leg({ strike: 100_100 })] });
    expect(pm2Balances(beside, { ...PM2_BTC, skew }).ok).toBe(true);
  });

  it("refuses a margin that overflows rather than answer infinity", () => {
    const result = pm2Balances(pm2Account({ options: [leg({ amount: 1e308 })] }), PM2_BTC);
    expect(issues(result)).toHaveLength(1);
  });
});

describe("scenario lists that the manager would refuse", () => {
  const refused = (scenarios: Scenario[]) => fields(pm2Balances(pm2Account(), { ...PM2_BTC, scenarios }));
  const flat: Scenario = { spotShock: 1, volShock: "none", dampening: 1 };

  it("none at all, and more than 40", () => {
    expect(refused([])).toEqual(["INVALID_INPUT parameters.scenarios"]);
    expect(refused(Array.from({ length: 41 }, () => flat))).toEqual(["INVALID_INPUT parameters.scenarios"]);
  });

  it("a tilt twice", () => {
    const tilt: Scenario = { ...flat, volShock: "abs" };
    expect(refused([tilt, flat, tilt])).toEqual(["INVALID_INPUT parameters.scenarios[2].volShock"]);
  });

  it("an unknown volatility shock, as a word and as the chain's code", () => {
    const sideways = { ...flat, volShock: "sideways" as "none" };
    expect(refused([flat, sideways])).toEqual(["INVALID_INPUT parameters.scenarios[1].volShock"]);
    const raw = { ...chainSnapshot("BTC_45113645"), scenarios: [["1", 5, "1"]] as const };
    expect(fields(pm2ParametersFromRaw(raw))).toEqual(["INVALID_INPUT scenarios[0].volShock"]);
  });
});
