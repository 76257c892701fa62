/**
 * Lets plain Node load the indexer's code: Ponder's virtual modules are the stand-ins of the tests. Import it first.
 */
import { registerHooks } from "node:module";

const stands: Readonly<Record<string, string>> = {
  "ponder:schema": "ponderSchema.ts",
  "ponder:registry": "ponderRegistry.ts",
};

registerHooks({
  resolve(specifier, context, next) {
    const file = stands[specifier];
    if (file === undefined) return next(specifier, context);
    return { url: new URL(`../../test/support/${file}`, import.meta.url).href, shortCircuit: true };
  },
});
