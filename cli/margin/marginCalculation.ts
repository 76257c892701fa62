import type * as z from "zod";
import { MARGIN_MODELS, type MarginModel, type MarginRequest } from "../../engine/margin/models.ts";
import type { MarginReport } from "../../engine/margin/report.ts";
import type { Result } from "../../engine/result.ts";
import { type Calculation, calculation } from "../calculation.ts";
import { marginReportSchema } from "../schema/marginReport.ts";

/** A model that takes the engine's own request and answers a margin report. */
export function marginCalculation<
  Model extends MarginModel,
  Schema extends z.ZodType<MarginRequest<Model>>,
>(definition: {
  readonly model: Model;
  readonly summary: string;
  readonly input: Schema;
  readonly example: z.input<Schema>;
}): Calculation {
  const { model, ...rest } = definition;
  const run = MARGIN_MODELS[model] as (request: MarginRequest<Model>) => Result<MarginReport>;
  return calculation({
    ...rest,
    output: marginReportSchema,
    open: () => ({ run: (request) => run(request) }),
  });
}
