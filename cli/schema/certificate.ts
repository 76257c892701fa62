import * as z from "zod";
import type { Certificate } from "../../engine/solvers/certificate.ts";
import { number } from "./primitives.ts";

/** The check of an optimum, recomputed from the point and its multipliers. */
export const certificateSchema: z.ZodType<Certificate> = z.object({
  solver: z.string(),
  iterations: z.number(),
  primalResidual: number("scaled units"),
  dualResidual: number("scaled units"),
  complementarity: number("scaled units"),
  gap: number("relative"),
  integerGap: number("relative"),
  tolerance: number("largest residual that passes"),
  passed: z.boolean(),
});
