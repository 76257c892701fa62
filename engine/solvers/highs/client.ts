import {
  DEFAULT_TIME_LIMIT_MS,
  type LinearProgram,
  type LpLimits,
  type LpResult,
  type LpSolver,
  lpFailure,
} from "../lp.ts";
import { GRACE_MS, startThread } from "./thread.ts";

// Not written as `new URL("./worker.ts", import.meta.url)`: bundlers recognise that very expression and rewrite it,
// while Node, Vitest and vite-node all keep `import.meta.url` a file URL of the source.
const here = import.meta.url;

/**
 * Starts HiGHS in a worker thread and resolves when its module is loaded (about 0.1 s); rejects if that fails.
 * `solve` answers within its time limit plus 0.25 s, counted from the call, whatever the solver does: a thread that
 * overruns is killed and replaced, and a crash fails one solve. Programmes are solved one at a time, in the order of
 * the calls. An idle solver does not keep the process alive. `workerUrl` replaces the thread's program.
 */
export async function createLpSolver(workerUrl: URL = new URL("./worker.ts", here)): Promise<LpSolver> {
  let thread = await startThread(workerUrl);
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  const run = async (problem: LinearProgram, limits: LpLimits, deadline: number): Promise<LpResult> => {
    if (closed) return lpFailure("crashed", "the solver is closed");
    if (performance.now() >= deadline) return lpFailure("limit", "the time limit passed in the queue");
    try {
      if (!thread.alive()) thread = await startThread(workerUrl);
      if (closed) await thread.kill();
      return await thread.ask(problem, { ...limits, timeLimitMs: Math.max(0, deadline - performance.now()) });
    } catch (error) {
      return lpFailure("crashed", error instanceof Error ? error.message : String(error));
    }
  };

  return {
    solve(problem, limits = {}) {
      const timeLimitMs = limits.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
      const answer = queue.then(() => run(problem, limits, deadline));
      const deadline = performance.now() + timeLimitMs;
      queue = answer;
      return within(answer, timeLimitMs + GRACE_MS);
    },
    async close() {
      closed = true;
      await thread.kill();
    },
  };
}

/** The answer, or a typed limit when it is still in the queue behind others after `limitMs`. */
function within(answer: Promise<LpResult>, limitMs: number): Promise<LpResult> {
  return new Promise((resolve) => {
    // A little later than the thread's own kill, which comes with a better message.
    const timer = setTimeout(
      () => resolve(lpFailure("limit", `no answer within ${limitMs} ms`)),
      limitMs + 20,
    );
    void answer.then((result) => {
      clearTimeout(timer);
      resolve(result);
    });
  });
}
