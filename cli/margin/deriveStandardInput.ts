import * as z from "zod";
import { fixed18, integer, number } from "../schema/primitives.ts";

/** A plain number, or the chain's own integer with 18 decimals as a string. */
const amount = (description: string) =>
  z.union([z.number(), fixed18("the same")]).describe(`${description}; a number, or a raw 18-decimal string`);
export type Amount = z.output<ReturnType<typeof amount>>;

const confidence = amount("confidence of the feed, 0 to 1").default(1);

const params = z.object({
  OptionMarginParams: z.object({
    maxSpotReq: number("share of spot"),
    minSpotReq: number("share of spot"),
    mmCallSpotReq: number("share of spot"),
    mmPutSpotReq: number("share of spot"),
    MMPutMtMReq: number("share of value"),
    unpairedIMScale: number("forwards per net short call"),
    unpairedMMScale: number("forwards per net short call"),
    mmOffsetScale: number("multiple of maintenance margin"),
  }),
  PerpMarginRequirements: z.object({
    mmPerpReq: number("share of notional"),
    imPerpReq: number("share of notional"),
  }),
  BaseMarginParams: z.object({
    marginFactor: number("share of value"),
    IMScale: number("times marginFactor in initial margin"),
  }),
  OracleContingencyParams: z.object({
    perpThreshold: number("confidence"),
    optionThreshold: number("confidence"),
    baseThreshold: number("confidence"),
    OCFactor: z.number(),
  }),
  DepegParams: z.object({ threshold: number("USD per stablecoin"), depegFactor: z.number() }),
});

const snapshot = z.object({
  timestamp: integer("Unix seconds"),
  params: params.describe("the manager's parameters of this market, by the contract's names"),
  spot: amount("USD per base unit"),
  spotConfidence: confidence,
  stable: amount("USD per stablecoin"),
  perp: z
    .object({ price: amount("USD per base unit"), confidence })
    .describe("needed when a perpetual is held")
    .exactOptional(),
  expiries: z
    .record(
      z.string(),
      z.object({
        forward: amount("USD per base unit"),
        forwardConfidence: confidence,
        volConfidence: confidence,
        vols: z
          .record(z.string(), amount("volatility, per 1.00"))
          .describe("by strike, as the leg writes it"),
      }),
    )
    .describe("by expiry in Unix seconds"),
});

const option = z.object({
  expiry: integer("Unix seconds"),
  strike: amount("USD per base unit"),
  isCall: z.boolean(),
  amount: amount("signed base units"),
});

const leg = z
  .union([
    option,
    z.tuple([option.shape.expiry, option.shape.strike, option.shape.isCall, option.shape.amount]),
  ])
  .describe("an object, or expiry, strike, is call, amount");

const holdings = {
  snapshot: snapshot.describe("what the feeds and the manager answered for one market"),
  perp: amount("perpetual position, signed base units").default(0),
  perpEntry: amount("its average entry price; without it there is no unsettled P&L").exactOptional(),
  base: amount("coins of the market as collateral, >= 0").default(0),
  cash: amount("stablecoins, negative when borrowed").default(0),
};

/** A StandardManager case of one market, by the names that the contract's parameters have. */
export const deriveStandardInput = z.union([
  z.object({ ...holdings, legs: z.array(leg) }),
  z.object({ ...holdings, ...option.shape }).describe("one option in place of legs"),
]);

export type StandardCase = z.output<typeof deriveStandardInput>;
export type StandardCaseOption = z.output<typeof option>;
