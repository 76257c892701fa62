import { parentPort } from "node:worker_threads";
import type { WorkerReply } from "../../../../../engine/solvers/highs/worker.ts";

// A worker whose solver cycles for ever: it gets ready and then blocks its thread on the first question.
parentPort?.on("message", () => {
  for (;;) Math.sqrt(2);
});
parentPort?.postMessage({ kind: "ready" } satisfies WorkerReply);
