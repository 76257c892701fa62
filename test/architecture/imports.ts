import { posix } from "node:path";
import ts from "typescript";
import type { Files } from "./files.ts";

/** One import or re-export, static or dynamic; of a file by its path from the root, of a package by its name. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly isPackage: boolean;
}

/** Every import of some files, types among them: a type from the wrong side ties two parts together as well. */
export function importsOf(files: Files): Import[] {
  return [...files].flatMap(([from, text]) =>
    ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
      const isPackage = !fileName.startsWith(".");
      return { from, to: isPackage ? fileName : posix.join(posix.dirname(from), fileName), isPackage };
    }),
  );
}
