import { describe, expect, it } from "vitest";
import { anyTypes, rawSql, tableWrites } from "./calls.ts";
import { codeFiles, type Files, projectFiles } from "./files.ts";
import { importsOf } from "./imports.ts";
import { rules } from "./rules.ts";
import { machinePaths, registryHosts, tooLong } from "./text.ts";

const files = projectFiles();
const code = codeFiles(files);
const imports = importsOf(code);
const of = (test: (path: string) => boolean): Files => new Map([...code].filter(([path]) => test(path)));
const withoutItself = new Map([...files].filter(([path]) => !path.startsWith("test/architecture/")));

describe("imports", () => {
  it("are found, and lead to files that exist", () => {
    expect(imports.length).toBeGreaterThan(500);
    const missing = imports.filter(({ to, isPackage }) => !isPackage && !files.has(to));
    expect(missing).toEqual([]);
  });

  it.each(rules)("$name", ({ isWrong }) => {
    expect(imports.filter(isWrong).map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });
});

describe("tables", () => {
  it("are written by the ledger alone", () => {
    const writes = tableWrites(of((path) => path.startsWith("src/")));
    expect(writes.length).toBeGreaterThan(10);
    expect(writes.filter((where) => !where.startsWith("src/ledger/tables/"))).toEqual([]);
  });

  it("are read and written by primary key: no handler uses raw SQL, which is 300 times slower", () => {
    expect(rawSql(of((path) => path.startsWith("src/") && !path.startsWith("src/api/")))).toEqual([]);
  });
});

describe("files", () => {
  it("do not switch off types with any", () => {
    expect(anyTypes(code)).toEqual([]);
  });

  it("hold one idea each: none is longer than 300 lines, but for lists", () => {
    expect(tooLong(files)).toEqual([]);
  });

  it("name no folder of one machine and no package registry", () => {
    expect(machinePaths(withoutItself)).toEqual([]);
    expect(registryHosts(withoutItself)).toEqual([]);
  });
});
