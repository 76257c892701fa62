import type { Files } from "./files.ts";

/** Longest a source file may be; one idea fits. */
export const MAX_LINES = 300;

/** Long because they list: tables, types, addresses, events, compiled code, vectors. */
const LISTS = [
  /^ponder\.schema\.ts$/,
  /^src\/api\/graphql\/sdl(\.ts|\/)/,
  /^src\/catalog\//,
  /^abis\//,
  /^demo\/contracts\/bytecode\.ts$/,
  /^test\/fixtures\//,
];

/** Source files that are longer than they may be, with their length. */
export function tooLong(files: Files): string[] {
  return [...files]
    .filter(([path]) => /\.(ts|tsx|mjs|sol|css|html)$/.test(path) && !LISTS.some((list) => list.test(path)))
    .map(([path, text]) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines >= MAX_LINES)
    .map(({ path, lines }) => `${path}: ${lines} lines`);
}

/** Folders of one machine or one person. */
const MACHINE = /(?<![\w.:/-])\/(?:home|Users|root|srv|mnt|opt)\/[\w.-]+|\b[A-Z]:\\Users\\/;
/** Hosts that serve packages: a lock file or a setting that names one works in one network only. */
const REGISTRY =
  /registry\.(?:npmjs|yarnpkg|npmmirror)|npm\.pkg\.github|artifactory|jfrog|verdaccio|\bnexus\b|"resolved": "http/i;

const lines = (files: Files, pattern: RegExp): string[] =>
  [...files].flatMap(([path, text]) =>
    text
      .split("\n")
      .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );

export const machinePaths = (files: Files): string[] => lines(files, MACHINE);
export const registryHosts = (files: Files): string[] => lines(files, REGISTRY);
