import * as z from "zod";
import type { Instrument } from "../../engine/book/instrument.ts";
import type { Mark } from "../../engine/book/market.ts";
import type { BookPosition, NettingSet } from "../../engine/book/position.ts";
import { integer, number, right, text } from "./primitives.ts";

const instrumentBase = {
  id: text("unique over chains and venues: chainId:venue:own id"),
  chainId: integer("EVM chain id"),
  venue: text("such as gmx-v2"),
  underlying: text("asset whose price moves the instrument, such as ETH"),
};

export const instrumentSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...instrumentBase, kind: z.literal("perp") }),
  z.strictObject({
    ...instrumentBase,
    kind: z.literal("option"),
    right,
    strike: number("USD per base unit, > 0"),
    expiry: integer("Unix seconds"),
    settlement: z.enum(["usd", "coin"]).describe("coin when premium and pay-off are the underlying itself"),
  }),
  z.strictObject({
    ...instrumentBase,
    kind: z.literal("powerPerp"),
    exponent: number("power of the underlying, 2 for Squeeth"),
    scale: number("> 0; for Squeeth the normalisation factor over 10,000"),
    fundingPeriod: number("years, > 0"),
  }),
  z.strictObject({
    ...instrumentBase,
    kind: z.literal("concentratedLiquidity"),
    lowerPrice: number("USD per base unit, > 0"),
    upperPrice: number("USD per base unit, above lowerPrice"),
  }),
  z.strictObject({
    ...instrumentBase,
    kind: z.literal("spot"),
    stable: z.boolean().describe("true for a coin pegged to USD").exactOptional(),
  }),
]) satisfies z.ZodType<Instrument>;

export const markSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("linear"),
    priceUsd: number("USD per base unit, >= 0"),
    carryUsdPerYear: number("funding and borrow of one unit held long, USD per year, received > 0"),
    carryShortUsdPerYear: number(
      "the same for one unit held short; the opposite of the long by default",
    ).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("option"),
    forwardUsd: number("> 0"),
    volatility: number("per 1.00, annualised, >= 0"),
    rate: number("continuous, per 1.00"),
  }),
  z.strictObject({
    kind: z.literal("powerPerp"),
    spotUsd: number("> 0"),
    volatility: number("per 1.00, annualised, >= 0"),
    rate: number("continuous, per 1.00"),
  }),
  z.strictObject({ kind: z.literal("concentratedLiquidity"), spotUsd: number("> 0") }),
]) satisfies z.ZodType<Mark>;

export const nettingSetSchema = z.strictObject({
  id: text("chainId:venue:account:pool"),
  chainId: integer("EVM chain id"),
  venue: text("such as gmx-v2"),
  account: text("the venue's own account key"),
  marginMode: z.enum(["cross", "isolated"]),
}) satisfies z.ZodType<NettingSet>;

export const positionSchema = z.strictObject({
  id: text("unique"),
  instrumentId: text("id of an instrument of this input"),
  nettingSetId: text("id of a netting set of this input"),
  quantity: number("base units, coins or liquidity; long > 0"),
  costUsd: number("USD: entry notional of a perp with fees and funding owed; 0 for what is held outright"),
  carryUsdPerYear: number(
    "USD per year, received > 0, on top of the mark's carry: charges on what the position was entered at",
  ).exactOptional(),
  isCollateral: z.boolean().default(false).describe("true for coins posted as collateral"),
}) satisfies z.ZodType<BookPosition>;

/** A book and its market: the part that netting and stress share. */
export const bookFields = {
  timestamp: number("Unix seconds; time to expiry counts from here"),
  instruments: z.array(instrumentSchema),
  marks: z.record(z.string(), markSchema).describe("by instrument id"),
  nettingSets: z.array(nettingSetSchema).describe("what each venue nets by itself"),
  positions: z.array(positionSchema),
};

export const bookSchema = z.strictObject(bookFields);

/** Lists whose bad members are left out of a book and named in its issues. */
export const BOOK_LISTS = ["instruments", "marks", "nettingSets", "positions"] as const;
