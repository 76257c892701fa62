import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What git ignores, and git itself. */
const SKIPPED = new Set(["node_modules", ".git", ".ponder", "generated", "dist", ".env.local"]);

/** Text by path from the project's root, with `/` on every system. */
export type Files = ReadonlyMap<string, string>;

/** Every file of the project that git would keep. */
export function projectFiles(): Files {
  const files = new Map<string, string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (SKIPPED.has(entry.name) || entry.name.endsWith(".log")) continue;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else files.set(path, readFileSync(join(root, path), "utf8"));
    }
  };
  walk("");
  return files;
}

/** The files that hold code in TypeScript or JavaScript. */
export function codeFiles(files: Files): Files {
  return new Map([...files].filter(([path]) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith(".d.ts")));
}
