import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Only Ponder's own build knows its virtual modules. Tests of the ledger and the read side need the schema alone.
  resolve: {
    alias: { "ponder:schema": fileURLToPath(new URL("test/support/ponderSchema.ts", import.meta.url)) },
  },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
