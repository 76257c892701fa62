import { parseArgs } from "node:util";
import { fail, type Issue, invalid, ok, type Result } from "../engine/result.ts";
import type { Calculation } from "./calculation.ts";
import { type Command, commands } from "./commands.ts";
import type { LineCalculation } from "./lineCalculation.ts";

/** What one call asks for. */
export type Request =
  | { readonly kind: "help"; readonly command: string | null }
  /** By model; one calculation without models stands under the command's own name. */
  | { readonly kind: "schema"; readonly calculations: Readonly<Record<string, Calculation>> }
  | { readonly kind: "lineSchema"; readonly calculation: LineCalculation }
  /** `file`: path of the file beside the lines; null when none was named. */
  | { readonly kind: "lines"; readonly calculation: LineCalculation; readonly file: string | null }
  | { readonly kind: "answer"; readonly name: string; readonly calculation: Calculation };

/** Reads the arguments; fails naming the argument at fault and what it may be. */
export function readArguments(argv: readonly string[]): Result<Request> {
  const parsed = parse(argv);
  if (!parsed.ok) return parsed;
  const { positionals, values } = parsed.value;
  const [name, extra] = positionals;
  if (name === undefined && values.help === true) return ok({ kind: "help", command: null });
  const command = member(commands, name);
  if (name === undefined || command === undefined) return fail(notOneOf("command", commands, name));
  if (extra !== undefined) {
    return fail({
      code: "INVALID_INPUT",
      field: "arguments",
      message: `${name} takes no argument ${extra}: input is JSON on standard input`,
    });
  }
  if (values.help === true) return ok({ kind: "help", command: name });
  const wantsSchema = values.schema === true;
  if (command.kind !== "lines") {
    return values.feeds === undefined
      ? withModel(name, command, values.model, wantsSchema)
      : fail(leftOut("feeds", `${name} reads no file`));
  }
  if (values.model !== undefined) return fail(leftOut("model", `${name} has no models`));
  const { calculation } = command;
  return ok(
    wantsSchema
      ? { kind: "lineSchema", calculation }
      : { kind: "lines", calculation, file: values.feeds ?? null },
  );
}

function leftOut(field: string, why: string): Issue {
  return { code: "INVALID_INPUT", field, message: `${field} must be left out: ${why}` };
}

function withModel(
  name: string,
  command: Exclude<Command, { kind: "lines" }>,
  model: string | undefined,
  wantsSchema: boolean,
): Result<Request> {
  if (command.kind === "one") {
    const { calculation } = command;
    if (model !== undefined) return fail(leftOut("model", `${name} has no models`));
    return ok(
      wantsSchema
        ? { kind: "schema", calculations: { [name]: calculation } }
        : { kind: "answer", name, calculation },
    );
  }
  const { models } = command;
  if (wantsSchema && model === undefined) return ok({ kind: "schema", calculations: models });
  const calculation = member(models, model);
  if (model === undefined || calculation === undefined) return fail(notOneOf("model", models, model));
  return ok(
    wantsSchema
      ? { kind: "schema", calculations: { [model]: calculation } }
      : { kind: "answer", name: `${name} --model ${model}`, calculation },
  );
}

function member<T>(record: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

function notOneOf(field: string, record: object, value: string | undefined): Issue {
  return invalid(field, `one of ${Object.keys(record).join(", ")}`, value ?? "nothing");
}

function parse(argv: readonly string[]) {
  try {
    return ok(
      parseArgs({
        args: [...argv],
        allowPositionals: true,
        options: {
          model: { type: "string" },
          feeds: { type: "string" },
          schema: { type: "boolean" },
          help: { type: "boolean", short: "h" },
        },
      }),
    );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail({ code: "INVALID_INPUT", field: "arguments", message });
  }
}
