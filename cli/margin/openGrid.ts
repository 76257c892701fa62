import * as z from "zod";
import { number, text } from "../schema/primitives.ts";
import { marginCalculation } from "./marginCalculation.ts";

const volShock = z.strictObject({
  change: number("volatility * (1 + change * (30 / days) ** power)"),
  shortPower: number("power under 30 days to expiry"),
  longPower: number("power from 30 days on"),
  minimumDays: number("days to expiry count as at least this many"),
  floor: number("lowest volatility after the shock"),
});

const contingency = z.strictObject({
  rate: number("share of notional, >= 0"),
  ratePerYear: number("share of notional per year to expiry, >= 0; the larger of the two counts"),
  maintenanceShare: number("share that the maintenance margin keeps, 0 to 1"),
});

const definition = z.strictObject({
  name: text("of the grid"),
  moves: z.array(z.strictObject({ move: number("relative"), vols: z.array(z.enum(["up", "same", "down"])) })),
  volUp: volShock,
  volDown: volShock,
  tails: z.array(
    z.strictObject({ move: number("relative"), weight: number("share of the P&L that counts") }),
  ),
  scale: z.strictObject({
    byUnderlying: z.record(z.string(), z.number()).describe("multiplies an underlying's moves"),
    other: number("for every underlying that is not listed"),
  }),
  contingencies: z.strictObject({ linear: contingency, shortConvex: contingency, coin: contingency }),
  initialFactor: number("multiple of the worst loss"),
  maintenanceFactor: number("multiple of the worst loss"),
});

export const openGrid = marginCalculation({
  model: "open-grid",
  summary: "hypothetical joint margin of legs on an open scenario grid; no venue grants it",
  input: z.strictObject({
    legs: z.array(
      z.strictObject({
        id: text("unique"),
        underlying: text("legs of one underlying offset each other"),
        kind: z.enum(["linear", "convex", "coin"]),
        notionalUsd: number("quantity * price of the underlying, signed; < 0 when convex and short gamma"),
        yearsToExpiry: number("0 for what does not expire"),
        pnlUsd: z
          .array(z.number())
          .describe("P&L of the whole leg: moves times volatilities in their order, then the tails"),
      }),
    ),
    definition,
    equityUsd: number("of all netting sets together"),
  }),
  example: {
    legs: [
      {
        id: "perp",
        underlying: "ETH",
        kind: "linear",
        notionalUsd: 30_000,
        yearsToExpiry: 0,
        pnlUsd: [3000, -3000],
      },
      {
        id: "short put",
        underlying: "ETH",
        kind: "convex",
        notionalUsd: -15_000,
        yearsToExpiry: 0.1,
        pnlUsd: [400, -1900],
      },
    ],
    definition: {
      name: "ten per cent",
      moves: [
        { move: 0.1, vols: ["same"] },
        { move: -0.1, vols: ["up"] },
      ],
      volUp: { change: 0.5, shortPower: 0.3, longPower: 0.13, minimumDays: 1, floor: 0.4 },
      volDown: { change: -0.25, shortPower: 0.3, longPower: 0.13, minimumDays: 1, floor: 0 },
      tails: [],
      scale: { byUnderlying: {}, other: 1 },
      contingencies: {
        linear: { rate: 0.01, ratePerYear: 0, maintenanceShare: 0.75 },
        shortConvex: { rate: 0.005, ratePerYear: 0, maintenanceShare: 0.6 },
        coin: { rate: 0, ratePerYear: 0, maintenanceShare: 0 },
      },
      initialFactor: 1,
      maintenanceFactor: 0.8,
    },
    equityUsd: 8000,
  },
});
