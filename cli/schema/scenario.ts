import * as z from "zod";
import type { Scenario, VolShock } from "../../engine/book/scenario.ts";
import type { Failure } from "../../engine/stress/failures.ts";
import { number, text } from "./primitives.ts";

export const volShockSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("relative"), change: number("volatility * (1 + change)") }),
  z.strictObject({ kind: z.literal("absolute"), change: number("volatility + change") }),
  z.strictObject({
    kind: z.literal("tenor"),
    change: number("volatility * (1 + change * (30 / days) ** power)"),
    shortPower: number("power under 30 days to expiry"),
    longPower: number("power from 30 days on"),
    minimumDays: number("days to expiry count as at least this many"),
    floor: number("lowest volatility after the shock"),
  }),
]) satisfies z.ZodType<VolShock>;

/** A volatility shock, none by default. */
export const optionalVolShock = volShockSchema.default({ kind: "none" });

export const scenarioSchema = z.strictObject({
  name: text("names the row of the answer"),
  spotMove: number("relative move of every underlying not listed, above -1; stablecoins stay"),
  spotMoveByUnderlying: z
    .record(z.string(), z.number())
    .describe("relative move by underlying, above -1; the only way in which a stablecoin moves")
    .exactOptional(),
  volShock: optionalVolShock,
  timeForwardYears: z.number().default(0).describe("years that pass, >= 0"),
}) satisfies z.ZodType<Scenario>;

export const failureSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("staleOracle"),
    name: z.string(),
    underlying: text("what moves"),
    staleInstruments: z.array(z.string()).describe("ids of instruments that do not see the move"),
    gap: number("relative move that the feed sleeps through, in [0, 1); both directions are tried"),
  }),
  z.strictObject({
    kind: z.literal("mispricing"),
    name: z.string(),
    venue: text("the venue that marks wrongly"),
    underlying: z.string(),
    move: number("relative, above -1"),
  }),
  z.strictObject({
    kind: z.literal("depeg"),
    name: z.string(),
    stable: text("the stablecoin, as an underlying"),
    priceUsd: number(">= 0"),
    settledSets: z.array(z.string()).describe("ids of netting sets whose claims are paid in it"),
  }),
  z.strictObject({
    kind: z.literal("venueOut"),
    name: z.string(),
    venue: text("the venue that is gone"),
    lossGivenDefault: number("share of positive equity that is lost, in [0, 1]"),
  }),
]) satisfies z.ZodType<Failure>;
