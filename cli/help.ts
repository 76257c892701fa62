import { type Command, commands, summaryOf } from "./commands.ts";
import type { LineCalculation } from "./lineCalculation.ts";

const COMMON = `  --schema   print the JSON Schema of input, answer and failure
  --help     print this help`;

/** Help of one command, or the list of commands. */
export function helpText(name: string | null): string {
  const command = name === null ? undefined : commands[name];
  return name === null || command === undefined ? overview() : commandHelp(name, command);
}

function overview(): string {
  const lines = Object.entries(commands).map(([name, command]) => row(name, summaryOf(command)));
  return `Usage: clearspan <command> [options] < input.json

Reads one JSON object from standard input and writes one; an array is a batch and is answered by an array.
detect reads and writes lines of JSON.

Commands:
${lines.join("\n")}

Options:
${COMMON}`;
}

function commandHelp(name: string, command: Command): string {
  if (command.kind === "lines") return lineHelp(name, command.calculation);
  const models = command.kind === "models" ? command.models : {};
  const [model] = Object.entries(models);
  const flag = model === undefined ? "" : " --model <model>";
  const calculation = command.kind === "one" ? command.calculation : model?.[1];
  const asked = model === undefined ? name : `${name} --model ${model[0]}`;
  const list = Object.entries(models).map(([key, { summary }]) => row(key, summary));
  return `clearspan ${name}: ${summaryOf(command)}

Usage: clearspan ${name}${flag} [options] < input.json

One object on standard input is answered by one object; an array by an array, in which a bad entry is
{ "error": { code, message, field, details, docs, issues } } in its place. A single bad input writes that
object to standard error and exits with 1.
${list.length > 0 ? `\nModels:\n${list.join("\n")}\n` : ""}
Options:
${COMMON}

Example, the input of clearspan ${asked}:
${JSON.stringify(calculation?.example, null, 2)}`;
}

function lineHelp(name: string, { summary, file, example }: LineCalculation): string {
  const lines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
  return `clearspan ${name}: ${summary}

Usage: clearspan ${name} [--${file.flag} file.json] [options] < lines.jsonl

Reads lines of JSON as they come and answers each with any number of lines. A bad line is answered by a line that
says what is wrong with it, and changes nothing for those after it.

Options:
  --${file.flag}    ${file.summary}
${COMMON}

Example, two lines:
${lines(example)}

and a file for --${file.flag}:
${JSON.stringify(file.example, null, 2)}`;
}

function row(name: string, summary: string): string {
  return `  ${name.padEnd(20)} ${summary}`;
}
