import type { Import } from "./imports.ts";

/** Which imports of some files are wrong. */
export interface Rule {
  readonly name: string;
  readonly isWrong: (one: Import) => boolean;
}

const inside = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(folder));

/** `src/venues/gmx-v2/` of `src/venues/gmx-v2/fees.ts`; empty for a file that is in none of the parent's folders. */
function ownFolder(path: string, parent: string): string {
  const [name, rest] = path.slice(parent.length).split("/", 2);
  return rest === undefined ? "" : `${parent}${name}/`;
}

/** The parts whose members are folders that know nothing of each other. */
function isSibling(parent: string, shared: readonly string[]): (one: Import) => boolean {
  return ({ from, to }) => {
    const [own, other] = [ownFolder(from, parent), ownFolder(to, parent)];
    return (
      inside(from, parent) &&
      inside(to, parent) &&
      own !== "" &&
      other !== "" &&
      own !== other &&
      !shared.includes(other)
    );
  };
}

/** Folders that may be imported by the files of one folder, and which packages. */
function only(folder: string, allowed: readonly string[], packages: RegExp): Rule["isWrong"] {
  return ({ from, to, isPackage }) =>
    inside(from, folder) && (isPackage ? !packages.test(to) : !inside(to, ...allowed));
}

const NO_PACKAGES = /^$/;

export const rules: readonly Rule[] = [
  {
    name: "the engine imports the engine alone: no package, no clock, no I/O; the LP solver's worker is the one edge",
    isWrong: (one) =>
      !inside(one.from, "engine/solvers/highs/") && only("engine/", ["engine/"], NO_PACKAGES)(one),
  },
  {
    name: "the LP solver's worker imports the engine, its solver and threads",
    isWrong: only(
      "engine/solvers/highs/",
      ["engine/"],
      /^(highs|node:(worker_threads|url|path|timers\/promises))$/,
    ),
  },
  {
    name: "handlers import from src and abis only: a change elsewhere would not index anew",
    isWrong: (one) => !inside(one.from, "src/api/") && only("src/", ["src/", "abis/"], /./)(one),
  },
  {
    name: "the read side imports src, the engine and the schema's types",
    isWrong: only("src/api/", ["src/", "engine/", "ponder.schema.ts"], /./),
  },
  {
    name: "nothing imports the read side but itself and its tests",
    isWrong: ({ from, to }) => inside(to, "src/api/") && !inside(from, "src/api/", "test/"),
  },
  {
    name: "the catalog is data: it imports nothing but itself, errors and what validates it",
    isWrong: only("src/catalog/", ["src/catalog/", "src/errors.ts"], /^(viem|zod)$/),
  },
  {
    name: "the ledger knows no venue, oracle or catalog",
    isWrong: only("src/ledger/", ["src/ledger/"], /^(viem|ponder:(schema|registry))$/),
  },
  {
    name: "venues import the catalog, the ledger, what records a price, and abis",
    isWrong: only(
      "src/venues/",
      ["src/venues/", "src/catalog/", "src/ledger/", "src/oracles/record.ts", "abis/", "src/errors.ts"],
      /^(viem|ponder:(schema|registry))$/,
    ),
  },
  { name: "venues know nothing of each other", isWrong: isSibling("src/venues/", []) },
  {
    name: "pools import the catalog, the ledger, what records a price, and abis",
    isWrong: only(
      "src/liquidity/",
      ["src/liquidity/", "src/catalog/", "src/ledger/", "src/oracles/record.ts", "abis/"],
      /^(viem|ponder:registry)$/,
    ),
  },
  { name: "families of pools know nothing of each other", isWrong: isSibling("src/liquidity/", []) },
  {
    name: "oracles know no venue",
    isWrong: ({ from, to }) => inside(from, "src/oracles/") && inside(to, "src/venues/"),
  },
  {
    name: "oracle families know nothing of each other; checks and watch serve them all",
    isWrong: isSibling("src/oracles/", ["src/oracles/checks/", "src/oracles/watch/"]),
  },
  {
    name: "abis import nothing",
    isWrong: ({ from, to }) => inside(from, "abis/") && !inside(to, "abis/"),
  },
  {
    name: "the demo is imported by the demo, tests and benches only",
    isWrong: ({ from, to }) => inside(to, "demo/") && !inside(from, "demo/", "test/", "bench/"),
  },
  {
    name: "tests are imported by tests and benches only",
    isWrong: ({ from, to }) => inside(to, "test/") && !inside(from, "test/", "bench/"),
  },
  {
    name: "the command line is imported by itself and its tests only",
    isWrong: ({ from, to }) => inside(to, "cli/") && !inside(from, "cli/", "test/", "bench/"),
  },
];
