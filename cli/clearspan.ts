import { answer } from "./answer.ts";
import { answerLines } from "./answerLines.ts";
import { readArguments } from "./arguments.ts";
import { helpText } from "./help.ts";
import { lineSchemaDocument, schemaDocument } from "./printSchema.ts";
import { errorProblem, issuesProblem, type Problem } from "./problem.ts";
import { readFeedFile } from "./readFeedFile.ts";
import { type InputStream, readInput } from "./readInput.ts";
import { readJson } from "./readJson.ts";

/** What one call writes, and its exit code: 0, or 1 with a problem on standard error. */
export interface Outcome {
  readonly exitCode: 0 | 1;
  /** In pieces, as they come. */
  readonly stdout: Iterable<string> | AsyncIterable<string>;
  readonly stderr: string;
}

/** Runs `clearspan` with the arguments after the program's name. Never rejects. */
export async function clearspan(argv: readonly string[], stdin: InputStream): Promise<Outcome> {
  try {
    const request = readArguments(argv);
    if (!request.ok) return failure(issuesProblem(request.issues, "clearspan --help lists what there is."));
    switch (request.value.kind) {
      case "help":
        return success(helpText(request.value.command));
      case "schema":
        return success(JSON.stringify(schemaDocument(request.value.calculations), null, 2));
      case "lineSchema":
        return success(JSON.stringify(lineSchemaDocument(request.value.calculation), null, 2));
      case "lines": {
        const { calculation, file } = request.value;
        const answerLine = calculation.open(file === null ? undefined : await readFeedFile(file));
        return { exitCode: 0, stdout: answerLines(answerLine, stdin), stderr: "" };
      }
      case "answer": {
        const { name, calculation } = request.value;
        const answered = await answer(name, calculation, readJson(await readInput(stdin)));
        return answered.ok ? success(JSON.stringify(answered.value)) : failure(answered.problem);
      }
    }
  } catch (error) {
    return failure(errorProblem(error));
  }
}

function success(text: string): Outcome {
  return { exitCode: 0, stdout: [`${text}\n`], stderr: "" };
}

function failure(problem: Problem): Outcome {
  return { exitCode: 1, stdout: [], stderr: `${JSON.stringify(problem)}\n` };
}
