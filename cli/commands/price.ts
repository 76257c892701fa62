import * as z from "zod";
import { black76Greeks } from "../../engine/pricing/black76.ts";
import { ok, type Result } from "../../engine/result.ts";
import { calculation } from "../calculation.ts";
import { number, right } from "../schema/primitives.ts";

export const priceInput = z.object({
  kind: z.literal("option"),
  right,
  forward: number("USD per base unit, > 0"),
  strike: number("USD per base unit, > 0"),
  timeToExpiry: number("years, ACT/365, >= 0"),
  volatility: number("per 1.00, annualised, >= 0"),
  rate: number("continuous, per 1.00"),
});

export const priceOutput = z.object({
  price: number("USD per base unit"),
  delta: number("per unit of forward, base units"),
  gamma: number("base units per USD"),
  vega: number("USD per 1.00 of volatility"),
  theta: number("USD per calendar year; decay is negative"),
  rhoSpot: number("USD per 1.00 of rate at a fixed spot"),
  rhoForward: number("USD per 1.00 of rate at a fixed forward"),
  vanna: number("change of delta per 1.00 of volatility"),
  volga: number("change of vega per 1.00 of volatility"),
  charm: number("change of delta per calendar year"),
  speed: number("change of gamma per USD"),
});

/** Black-76 price and greeks of one base unit held long. */
export function runPrice(input: z.output<typeof priceInput>): Result<z.output<typeof priceOutput>> {
  const greeks = black76Greeks(input);
  if (!greeks.ok) return greeks;
  const { price, delta, gamma, vega, theta, rhoSpot, rhoForward, vanna, volga, charm, speed } = greeks.value;
  return ok({ price, delta, gamma, vega, theta, rhoSpot, rhoForward, vanna, volga, charm, speed });
}

export const price = calculation({
  summary: "price and greeks of a European option on its forward (Black-76)",
  example: {
    kind: "option",
    right: "call",
    forward: 3000,
    strike: 3200,
    timeToExpiry: 0.25,
    volatility: 0.6,
    rate: 0.04,
  },
  input: priceInput,
  output: priceOutput,
  open: () => ({ run: runPrice }),
});
