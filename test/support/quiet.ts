import type { Progress } from "../../demo/progress.ts";

/** Progress that nobody watches. */
export const quiet: Progress = { update: () => {}, done: () => {} };
