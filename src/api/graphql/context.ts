import type { LpSolver } from "../../../engine/solvers/lp.ts";
import type { ChainName } from "../../catalog/chains.ts";
import type { Database } from "../store/clocks.ts";

/** What resolvers need from outside. */
export interface ApiContext {
  readonly db: Database;
  /** Unix seconds now; null for local chains, which tell the time of their tape. */
  readonly wallClock: () => number | null;
  /** Whether a chain has an RPC URL; the optional ones of the catalog may have none. */
  readonly isIndexed: (chain: ChainName) => boolean;
  readonly solver: () => Promise<LpSolver>;
}
