import { createRequire } from "node:module";
import type { UserConfig } from "vite";

// Ponder runs src/ through vite, which prefers a package's ES module, while @graphql-tools is loaded by Node as CommonJS:
// two copies of graphql would not know each other's schemas.
const config: UserConfig = {
  resolve: { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve("graphql") }] },
};

export default config;
