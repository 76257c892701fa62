import type { Calculation } from "./calculation.ts";
import { allocate } from "./commands/allocate.ts";
import { detect } from "./commands/detect.ts";
import { impliedVolatility } from "./commands/impliedVolatility.ts";
import { marginModels } from "./commands/margin.ts";
import { netting } from "./commands/netting.ts";
import { price } from "./commands/price.ts";
import { propose } from "./commands/propose.ts";
import { stress } from "./commands/stress.ts";
import type { LineCalculation } from "./lineCalculation.ts";

/** A command asks one calculation, one of several by `--model`, or one that goes line by line. */
export type Command =
  | { readonly kind: "lines"; readonly calculation: LineCalculation }
  | { readonly kind: "one"; readonly calculation: Calculation }
  | {
      readonly kind: "models";
      readonly summary: string;
      readonly models: Readonly<Record<string, Calculation>>;
    };

const one = (calculation: Calculation): Command => ({ kind: "one", calculation });

/** What `clearspan` can be asked, by name. A new command is named here. */
export const commands: Readonly<Record<string, Command>> = {
  price: one(price),
  "implied-vol": one(impliedVolatility),
  margin: { kind: "models", summary: "margin of one netting set by its venue's rule", models: marginModels },
  netting: one(netting),
  stress: one(stress),
  allocate: one(allocate),
  propose: one(propose),
  detect: { kind: "lines", calculation: detect },
};

/** One line about a command. */
export function summaryOf(command: Command): string {
  return command.kind === "models" ? command.summary : command.calculation.summary;
}
