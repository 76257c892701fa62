import fc from "fast-check";

/**
 * Property tests run the same cases everywhere, so that a failure is a failure on every machine. `FAST_CHECK_SEED=random`
 * explores new ones, and a number repeats a run; fast-check prints the seed of what fails.
 */
const wanted = process.env.FAST_CHECK_SEED ?? "20260921";
if (wanted !== "random") fc.configureGlobal({ seed: Number(wanted) });
