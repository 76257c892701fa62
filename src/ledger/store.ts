import type { Context } from "ponder:registry";

/** The part of Ponder's store that the ledger uses: primary-key access only, one raw statement would cost 300x. */
export type Store = Context["db"];
