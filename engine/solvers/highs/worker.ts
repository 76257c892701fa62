import { parentPort } from "node:worker_threads";
import loadHighs from "highs";
import type { LinearProgram, LpLimits, LpResult } from "../lp.ts";
import { solveLp } from "./solve.ts";

export interface WorkerRequest {
  readonly problem: LinearProgram;
  readonly limits: LpLimits;
}

export type WorkerReply = { readonly kind: "ready" } | { readonly kind: "result"; readonly result: LpResult };

const reply = (message: WorkerReply) => parentPort?.postMessage(message);

// A trap in the module is not caught: it ends this thread, whose instance is broken, and the client starts a new one.
const highs = await loadHighs();
parentPort?.on("message", ({ problem, limits }: WorkerRequest) => {
  reply({ kind: "result", result: solveLp(problem, highs, limits) });
});
reply({ kind: "ready" });
