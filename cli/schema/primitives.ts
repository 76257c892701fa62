import * as z from "zod";

/** A JSON number; the description states unit and domain, and the engine checks the domain. */
export const number = (description: string) => z.number().describe(description);

export const integer = (description: string) => z.int().describe(description);

export const text = (description: string) => z.string().describe(description);

/** An 18-decimal fixed-point integer as the chain holds it. A string, because a JSON number would lose digits. */
export const fixed18 = (description: string) =>
  z
    .string()
    .regex(/^-?\d+$/, { error: "a string of decimal digits, an integer with 18 implied decimals" })
    .describe(`${description}; integer with 18 implied decimals, as decimal digits`);

export const right = z.enum(["call", "put"]).describe("option right");
