import { describe, expect, it } from "vitest";
import { anyTypes, rawSql, tableWrites } from "./calls.ts";
import { importsOf } from "./imports.ts";
import { rules } from "./rules.ts";
import { machinePaths, registryHosts, tooLong } from "./text.ts";

/** The rules that one import breaks, by the first words of their names. */
const broken = (from: string, specifier: string) => {
  const found = importsOf(new Map([[from, `import { x } from "${specifier}";`]]));
  return rules
    .filter(({ isWrong }) => found.some(isWrong))
    .map(({ name }) => name.split(/[:;]| (alone|only)/)[0]);
};

describe("a rule of imports is broken by", () => {
  it.each<[from: string, to: string, rule: string]>([
    ["engine/book/book.ts", "../../src/errors.ts", "the engine imports the engine"],
    ["engine/book/book.ts", "viem", "the engine imports the engine"],
    ["engine/book/book.ts", "node:fs", "the engine imports the engine"],
    [
      "engine/solvers/highs/run.ts",
      "node:fs",
      "the LP solver's worker imports the engine, its solver and threads",
    ],
    ["src/venues/gmx-v2/fees.ts", "../../../engine/result.ts", "handlers import from src and abis"],
    ["src/env.ts", "../demo/main.ts", "handlers import from src and abis"],
    [
      "src/api/index.ts",
      "../../test/support/quiet.ts",
      "the read side imports src, the engine and the schema's types",
    ],
    ["src/ledger/write.ts", "../api/oracle.ts", "nothing imports the read side but itself and its tests"],
    ["src/catalog/feeds.ts", "../ledger/facts.ts", "the catalog is data"],
    ["src/ledger/write.ts", "../catalog/chains.ts", "the ledger knows no venue, oracle or catalog"],
    [
      "src/venues/gmx-v2/fees.ts",
      "../../oracles/sources.ts",
      "venues import the catalog, the ledger, what records a price, and abis",
    ],
    ["src/venues/gmx-v2/fees.ts", "../derive-v2/units.ts", "venues know nothing of each other"],
    ["src/oracles/clock.ts", "../venues/gmx-v2/names.ts", "oracles know no venue"],
    ["src/oracles/chainlink/feed.ts", "../pyth/feed.ts", "oracle families know nothing of each other"],
    ["abis/chainlink.ts", "viem", "abis import nothing"],
    ["cli/main.ts", "../demo/main.ts", "the demo is imported by the demo, tests and benches"],
    ["cli/main.ts", "../test/support/quiet.ts", "tests are imported by tests and benches"],
    ["demo/main.ts", "../cli/main.ts", "the command line is imported by itself and its tests"],
  ])("%s importing %s", (from, to, rule) => {
    expect(broken(from, to)).toContain(rule);
  });

  it("types, re-exports and imports at run time as well", () => {
    const text = (line: string) => importsOf(new Map([["engine/a.ts", line]]));
    for (const line of [
      'import type { A } from "../src/a.ts";',
      'export * from "../src/a.ts";',
      'const a = await import("../src/a.ts");',
      'type A = import("../src/a.ts").A;',
      'import "../src/a.ts";',
    ]) {
      expect(text(line), line).toEqual([{ from: "engine/a.ts", to: "src/a.ts", isPackage: false }]);
    }
  });

  it.each<[from: string, to: string]>([
    ["engine/book/book.ts", "../result.ts"],
    ["engine/solvers/highs/run.ts", "highs"],
    ["src/venues/gmx-v2/handlers.ts", "../../oracles/record.ts"],
    ["src/venues/gmx-v2/fees.ts", "./units.ts"],
    ["src/oracles/chainlink/handlers.ts", "../checks/stale.ts"],
    ["src/api/oracle.ts", "../../engine/result.ts"],
    ["test/demo/demo.test.ts", "../../demo/main.ts"],
    ["bench/rebalance.ts", "../test/fixtures/rebalance/syntheticBook.ts"],
  ])("nothing of %s importing %s", (from, to) => {
    expect(broken(from, to)).toEqual([]);
  });
});

describe("what a file must not hold is found:", () => {
  const one = (text: string, path = "src/a.ts") => new Map([[path, text]]);

  it("writes of a table, by whatever name it goes", () => {
    const named = 'import { position as p } from "ponder:schema";\nawait db.insert(p).values({});';
    const all = 'import * as schema from "ponder:schema";\nawait db.update(schema.position, {}).set({});';
    expect(tableWrites(one(named))).toEqual(["src/a.ts:2"]);
    expect(tableWrites(one(all))).toEqual(["src/a.ts:2"]);
    expect(tableWrites(one("const map = new Map();\nmap.delete(position);"))).toEqual([]);
  });

  it("raw SQL of a store", () => {
    expect(rawSql(one("await context.db.sql.select();"))).toEqual(["src/a.ts:1"]);
    expect(rawSql(one("await db.find(table, {});"))).toEqual([]);
  });

  it("any as a type, not as a word", () => {
    expect(anyTypes(one("const x = y as any;\nconst z: Map<string, any> = x;"))).toEqual([
      "src/a.ts:1",
      "src/a.ts:2",
    ]);
    expect(anyTypes(one('// any\nconst any = "any";'))).toEqual([]);
  });

  it("files of 300 lines that are no lists", () => {
    const long = "x\n".repeat(300);
    expect(tooLong(one(long))).toEqual(["src/a.ts: 300 lines"]);
    expect(tooLong(one(long, "ponder.schema.ts"))).toEqual([]);
    expect(tooLong(one("x\n".repeat(299)))).toEqual([]);
  });

  it("folders of a machine and package registries", () => {
    for (const text of ['"/home/me/project"', "see /Users/me/x", "at /root/project/a.ts", "C:\\Users\\me"]) {
      expect(machinePaths(one(text)), text).toHaveLength(1);
    }
    for (const text of ['"engine/home/a.ts"', "./opt/x", "https://host/home/page", "a /graphql request"]) {
      expect(machinePaths(one(text)), text).toEqual([]);
    }
    expect(registryHosts(one('"resolved": "https://host/viem.tgz"'))).toHaveLength(1);
    expect(registryHosts(one("registry=https://verdaccio.example/"))).toHaveLength(1);
    expect(registryHosts(one('import "./registry.ts";'))).toEqual([]);
  });
});
