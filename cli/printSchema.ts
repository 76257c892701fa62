import * as z from "zod";
import type { Calculation } from "./calculation.ts";
import type { LineCalculation } from "./lineCalculation.ts";
import { problemSchema } from "./problem.ts";

/**
 * JSON Schema (2020-12) of one entry, its answer and its failure, as one document; a batch is an array of entries.
 * Several calculations become alternatives that are titled by their names.
 */
export function schemaDocument(calculations: Readonly<Record<string, Calculation>>) {
  const named = (side: "input" | "output") => {
    const schemas = Object.entries(calculations).map(([title, one]) => one[side].meta({ title }));
    const [only] = schemas;
    return z.toJSONSchema(only !== undefined && schemas.length === 1 ? only : z.union(schemas), { io: side });
  };
  return { input: named("input"), output: named("output"), error: z.toJSONSchema(problemSchema) };
}

/** The same of a command that goes line by line, with its file. */
export function lineSchemaDocument({ input, output, file }: LineCalculation) {
  return {
    input: z.toJSONSchema(input, { io: "input" }),
    [file.flag]: z.toJSONSchema(file.schema, { io: "input" }),
    output: z.toJSONSchema(output, { io: "output" }),
    error: z.toJSONSchema(problemSchema),
  };
}
