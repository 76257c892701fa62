import { type Command, commands, summaryOf } from "./commands.ts";

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

Commands:
${lines.join("\n")}

Options:
${COMMON}`;
}

function commandHelp(name: string, command: Command): string {
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

function row(name: string, summary: string): string {
  return `  ${name.padEnd(20)} ${summary}`;
}
