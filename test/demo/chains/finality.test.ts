import { expect, test } from "vitest";
import { finalityDepth } from "../../../demo/chains/finality.ts";

// The package does not export it; a change of the pinned version that moves or alters it must be seen here.
const module = new URL("../../../node_modules/ponder/dist/esm/utils/finality.js", import.meta.url).href;
const { getFinalityBlockCount } = (await import(module)) as {
  getFinalityBlockCount: (options: { chain: { id: number } }) => number;
};

test.each([1, 10, 137, 957, 8453, 31337, 42161, 42170, 43114, 11155111])(
  "chain %i: the depth is the one that the indexer uses",
  (id) => {
    expect(finalityDepth(id)).toBe(getFinalityBlockCount({ chain: { id } }));
  },
);
