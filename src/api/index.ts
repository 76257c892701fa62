import { db } from "ponder:api";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { createLpSolver } from "../../engine/solvers/highs/client.ts";
import type { ChainName } from "../catalog/chains.ts";
import { readEnvironment } from "../env.ts";
import { LIMITS, limitExceeded } from "./graphql/limits.ts";
import { createGraphqlServer } from "./graphql/server.ts";
import { type Broadcast, createBroadcast } from "./live/broadcast.ts";
import { liveRoutes } from "./live/routes.ts";

/** Local chains tell the time of their tape, so their age against the wall clock means nothing. */
const isLocal = process.env.CLEARSPAN_LOCAL_CHAINS === "1";

const indexed = new Set<string>(Object.keys(readEnvironment(process.env).rpcUrls));

let solver: ReturnType<typeof createLpSolver> | undefined;
let server: ReturnType<typeof createGraphqlServer> | undefined;
let broadcast: Broadcast | undefined;

const LIVE_INTERVAL_MS = 1_000;

const context = {
  db,
  wallClock: () => (isLocal ? null : Math.floor(Date.now() / 1000)),
  isIndexed: (chain: ChainName) => indexed.has(chain),
  solver: () => {
    solver ??= createLpSolver();
    return solver;
  },
};

const app = new Hono();
app.use(secureHeaders());
app.get("/", (c) =>
  c.json({
    name: "clearspan",
    graphql: "/graphql",
    live: "/live/anomalies",
    ready: "/ready",
    status: "/status",
  }),
);
app.route(
  "/live",
  liveRoutes(() => {
    broadcast ??= createBroadcast(db, {
      intervalMs: LIVE_INTERVAL_MS,
      maxSubscribers: LIMITS.subscribers,
      onError: (error) => console.warn("live anomalies: a look failed", error),
    });
    return broadcast;
  }),
);
app.on(
  ["GET", "POST"],
  "/graphql",
  bodyLimit({
    maxSize: LIMITS.bodyBytes,
    onError: (c) => c.json(errorBody(`The request is larger than ${LIMITS.bodyBytes} bytes.`), 413),
  }),
  async (c) => {
    // Built on the first request: the entity schema is read from tables that exist only once indexing has begun.
    server ??= createGraphqlServer(context);
    const yoga = await server;
    const answer = yoga.handle(c.req.raw, context);
    const timedOut = new Promise<Response>((resolve) => {
      const timer = setTimeout(
        () => resolve(c.json(errorBody(`The query took longer than ${LIMITS.timeoutMs} ms.`), 503)),
        LIMITS.timeoutMs,
      );
      void Promise.resolve(answer).finally(() => clearTimeout(timer));
    });
    return Promise.race([answer, timedOut]);
  },
);

function errorBody(message: string) {
  return { errors: [limitExceeded(message).toJSON()] };
}

export default app;
