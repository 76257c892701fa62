import * as z from "zod";
import { number, right } from "../schema/primitives.ts";
import { marginCalculation } from "./marginCalculation.ts";

const confidence = number("of the feed, 0 to 1");
const quote = z.strictObject({ price: number("USD, > 0"), confidence });

const account = z.strictObject({
  timestamp: number("Unix seconds"),
  cash: number("stablecoins, negative when borrowed"),
  stablePrice: number("USD per stablecoin"),
  spot: quote,
  perp: z
    .strictObject({
      size: number("signed base units"),
      price: number("USD, > 0"),
      confidence,
      unrealisedUsd: number("unsettled P&L and funding"),
    })
    .exactOptional(),
  options: z.array(
    z.strictObject({
      expiry: number("Unix seconds"),
      strike: number("USD per base unit, > 0"),
      right,
      amount: number("signed base units"),
      volatility: number("per 1.00, annualised"),
      volConfidence: confidence,
    }),
  ),
  expiries: z
    .array(
      z.strictObject({
        expiry: number("Unix seconds"),
        fixed: number("part of the settlement average already observed, USD"),
        variable: number("the rest of the forward, USD"),
        confidence,
        rate: number("continuous, per 1.00"),
        rateConfidence: confidence,
      }),
    )
    .describe("one per expiry held"),
  base: number("coins of the underlying as collateral, >= 0"),
});

const parameters = z.strictObject({
  scenarios: z.array(
    z.strictObject({
      spotShock: number("factor on spot"),
      volShock: z.enum(["none", "up", "down"]),
      dampening: number("factor on the scenario's P&L, 1 in this manager"),
    }),
  ),
  margin: z.strictObject({
    imFactor: z.number(),
    baseStaticDiscount: z.number(),
    rateMultScale: z.number(),
    rateAddScale: z.number(),
  }),
  volShock: z.strictObject({
    volRangeUp: z.number(),
    volRangeDown: z.number(),
    shortTermPower: z.number(),
    longTermPower: z.number(),
    dteFloorSeconds: z.number(),
  }),
  basis: z.strictObject({
    scenarioSpotUp: z.number(),
    scenarioSpotDown: z.number(),
    addFactor: z.number(),
    multFactor: z.number(),
  }),
  contingency: z.strictObject({
    pegLossThreshold: z.number(),
    pegLossFactor: z.number(),
    confThreshold: z.number(),
    confMargin: z.number(),
    basePercent: z.number(),
    perpPercent: z.number(),
    optionPercent: z.number(),
  }),
});

export const derivePmrm = marginCalculation({
  model: "derive-pmrm",
  summary: "one account of Derive's legacy portfolio manager, in plain numbers",
  input: z.strictObject({ account, parameters }),
  example: {
    account: {
      timestamp: 1_700_000_000,
      cash: 2000,
      stablePrice: 1,
      spot: { price: 2000, confidence: 1 },
      perp: { size: 1, price: 2001, confidence: 1, unrealisedUsd: 12 },
      options: [
        {
          expiry: 1_702_592_000,
          strike: 2100,
          right: "call",
          amount: -2,
          volatility: 0.5,
          volConfidence: 1,
        },
      ],
      expiries: [
        {
          expiry: 1_702_592_000,
          fixed: 0,
          variable: 2008,
          confidence: 1,
          rate: 0.05,
          rateConfidence: 1,
        },
      ],
      base: 0.5,
    },
    parameters: {
      scenarios: [
        { spotShock: 1.15, volShock: "up", dampening: 1 },
        { spotShock: 0.85, volShock: "up", dampening: 1 },
      ],
      margin: { imFactor: 1.3, baseStaticDiscount: 0.95, rateMultScale: 4, rateAddScale: 0.05 },
      volShock: {
        volRangeUp: 0.45,
        volRangeDown: 0.3,
        shortTermPower: 0.3,
        longTermPower: 0.13,
        dteFloorSeconds: 86_400,
      },
      basis: { scenarioSpotUp: 1.05, scenarioSpotDown: 0.95, addFactor: 0.25, multFactor: 0.01 },
      contingency: {
        pegLossThreshold: 0.98,
        pegLossFactor: 2,
        confThreshold: 0.6,
        confMargin: 0.5,
        basePercent: 0.02,
        perpPercent: 0.02,
        optionPercent: 0.01,
      },
    },
  },
});
