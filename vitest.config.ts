import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const support = (file: string) => fileURLToPath(new URL(`test/support/${file}`, import.meta.url));

export default defineConfig({
  // Only Ponder's own build knows its virtual modules; test/e2e runs the code inside it.
  resolve: {
    alias: { "ponder:schema": support("ponderSchema.ts"), "ponder:registry": support("ponderRegistry.ts") },
  },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 20_000,
    // Files share two processes: starting one each would take most of the time, and no file changes global state.
    isolate: false,
    maxWorkers: 2,
  },
});
