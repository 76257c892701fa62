import { parentPort } from "node:worker_threads";
import type { WorkerReply } from "../../../../../engine/solvers/highs/worker.ts";

// A worker whose WebAssembly instance traps on the first question.
parentPort?.on("message", () => {
  throw new WebAssembly.RuntimeError("unreachable");
});
parentPort?.postMessage({ kind: "ready" } satisfies WorkerReply);
