import { Worker } from "node:worker_threads";
import { type LinearProgram, type LpLimits, type LpResult, lpFailure } from "../lp.ts";
import type { WorkerReply } from "./worker.ts";

/** A worker may take this long to load its module. */
const START_LIMIT_MS = 20_000;
/** What the solver gets beyond its own limit to hand the answer over, before its thread is killed. */
export const GRACE_MS = 250;

/** One thread that solves one programme at a time. */
export interface SolverThread {
  /** False once the thread was killed or died; it then answers no more. */
  readonly alive: () => boolean;
  /** Answers within `timeLimitMs` plus the grace time, if need be by killing the thread. Never rejects. */
  readonly ask: (
    problem: LinearProgram,
    limits: LpLimits & { readonly timeLimitMs: number },
  ) => Promise<LpResult>;
  readonly kill: () => Promise<void>;
}

/** Starts a thread and resolves when its module is loaded; rejects when that fails or takes too long. */
export function startThread(workerUrl: URL): Promise<SolverThread> {
  // Flags of the parent (a loader, an inspector) are not meant for a thread that runs plain TypeScript.
  const worker = new Worker(workerUrl, { execArgv: [] });
  let alive = true;
  let settle: ((result: LpResult) => void) | null = null;

  const answer = (result: LpResult) => {
    const waiting = settle;
    settle = null;
    worker.unref();
    waiting?.(result);
  };
  const kill = async () => {
    alive = false;
    await worker.terminate();
  };
  const ask: SolverThread["ask"] = (problem, limits) => {
    if (!alive) return Promise.resolve(lpFailure("crashed", "the solver thread is gone"));
    worker.ref();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        answer(lpFailure("limit", `no answer within ${limits.timeLimitMs} ms: the solver thread was killed`));
        void kill();
      }, limits.timeLimitMs + GRACE_MS);
      settle = (result) => {
        clearTimeout(timer);
        resolve(result);
      };
      worker.postMessage({ problem, limits });
    });
  };

  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => lost(`did not start within ${START_LIMIT_MS} ms`), START_LIMIT_MS);
    const lost = (what: string) => {
      clearTimeout(timer);
      const message = `the solver thread ${what}`;
      answer(lpFailure("crashed", message));
      reject(new Error(message));
      void kill();
    };
    worker.on("error", (error) => lost(`failed: ${error.message}`));
    worker.on("exit", (code) => lost(`ended with code ${code}`));
    worker.on("message", (reply: WorkerReply) => {
      if (reply.kind === "result") return answer(reply.result);
      clearTimeout(timer);
      worker.unref();
      resolve({ alive: () => alive, ask, kill });
    });
  });
}
