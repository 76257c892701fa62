import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

let guard: ChildProcess | undefined;
const guarded = new Set<number>();

function startGuard(): ChildProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL("guard.mjs", import.meta.url))], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.unref();
  // A guard that someone killed must not take its parent down with EPIPE.
  child.stdin.on("error", () => {});
  return child;
}

/**
 * Has the process `pid` killed and `directory` removed as soon as this process ends, however it ends. No signal
 * handler is installed, so the caller's own Ctrl-C handling stays as it is.
 *
 * @returns a function that releases the guard, for when the process was stopped in good order.
 */
export function guardProcess(pid: number, directory: string): () => void {
  guard ??= startGuard();
  guarded.add(pid);
  guard.stdin?.write(`${JSON.stringify({ add: pid, directory })}\n`);
  return () => {
    if (!guarded.delete(pid)) return;
    guard?.stdin?.write(`${JSON.stringify({ remove: pid })}\n`);
    if (guarded.size > 0) return;
    guard?.stdin?.end();
    guard = undefined;
  };
}
