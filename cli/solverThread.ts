// The built package holds the solver's thread as JavaScript, the checkout as TypeScript.
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

/** The thread that solves linear programmes. */
export const solverThread = new URL(`../engine/solvers/highs/worker.${extension}`, import.meta.url);
