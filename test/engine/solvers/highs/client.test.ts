import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { createLpSolver } from "../../../../engine/solvers/highs/client.ts";
import { solveLp } from "../../../../engine/solvers/highs/solve.ts";
import type { LpSolver } from "../../../../engine/solvers/lp.ts";
import { knownProgram, uniform } from "../randomPrograms.ts";
import { highs, outcome, program, row, solution } from "../support.ts";

const small = program([{ cost: 1, upper: 1 }, { cost: 2 }], [row([1, 1], { lower: 1.5 })]);
const path = (name: string) => new URL(`./programs/${name}`, import.meta.url);

let solver: LpSolver | null = null;
afterEach(async () => {
  await solver?.close();
  solver = null;
});

async function open(workerUrl?: URL): Promise<LpSolver> {
  solver = await createLpSolver(workerUrl);
  return solver;
}

describe("solver in a worker thread", () => {
  it("returns the bits of the synchronous solver", async () => {
    const { problem } = knownProgram(11, 30, 40, 2);
    const direct = solution(solveLp(problem, await highs()));
    const remote = solution(await (await open()).solve(problem));
    expect(remote).toEqual(direct);
  });

  it("stops an integer programme within the gap that the call allows, and states it", async () => {
    const lp = await open();
    const next = uniform(3);
    const columns = Array.from({ length: 60 }, () => ({ cost: -5 - next(), upper: 3, integer: true }));
    const rows = [0, 1, 2].map(() =>
      row(
        columns.map(() => 4 + next()),
        { upper: 150.5 },
      ),
    );
    const knapsack = program(columns, rows);
    const loose = solution(await lp.solve(knapsack, { relativeGap: 0.05 }));
    const tight = solution(await lp.solve(knapsack, { relativeGap: 1e-3 }));
    expect(loose.certificate.integerGap).toBeGreaterThan(1e-3);
    expect(loose.certificate.integerGap).toBeLessThanOrEqual(0.05);
    expect(tight.certificate.integerGap).toBeLessThanOrEqual(1e-3);
    expect(tight.objective).toBeLessThanOrEqual(loose.objective);
  });

  it("answers calls that overlap, each with its own answer", async () => {
    const lp = await open();
    const known = Array.from({ length: 12 }, (_, seed) => knownProgram(seed, 5, 8, 0));
    const results = await Promise.all(known.map(({ problem }) => lp.solve(problem)));
    results.forEach((result, i) => {
      expect(solution(result).objective).toBeCloseTo(known[i]?.optimum ?? Number.NaN, 9);
    });
  });

  it("kills a thread that overruns its limit, and says so", async () => {
    const lp = await open(path("answersNever.ts"));
    const started = performance.now();
    const [first, queued] = await Promise.all([
      lp.solve(small, { timeLimitMs: 100 }),
      lp.solve(small, { timeLimitMs: 100 }),
    ]);
    expect(performance.now() - started).toBeLessThan(1_500);
    expect([outcome(first), outcome(queued)]).toEqual(["limit", "limit"]);
    expect(first.ok ? null : first.issues[0]).toMatchObject({ code: "NOT_CONVERGED", subject: "lp:limit" });
  });

  it("replaces the thread after a kill", async () => {
    const lp = await open(path("hangsOnce.ts"));
    const hang = { ...small, cost: Float64Array.of(666, 0) };
    expect(outcome(await lp.solve(hang, { timeLimitMs: 100 }))).toBe("limit");
    expect(solution(await lp.solve(small)).objective).toBe(2);
  });

  it("fails one solve when the thread traps, and replaces it", async () => {
    const lp = await open(path("dies.ts"));
    expect(outcome(await lp.solve(small))).toBe("crashed");
    const again = await lp.solve(small);
    expect(again.ok ? null : again.issues[0]?.message).toContain("unreachable");
  });

  it("answers after closing, with a typed failure", async () => {
    const lp = await open(path("answersNever.ts"));
    const pending = lp.solve(small);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await lp.close();
    expect(outcome(await pending)).toBe("crashed");
    expect(outcome(await lp.solve(small))).toBe("crashed");
  });

  it("rejects at once when the thread cannot start", async () => {
    await expect(createLpSolver(path("no-such-file.ts"))).rejects.toThrow("solver thread failed");
  });

  it.each(["inNode.ts", "inViteNode.mjs"])("finds its worker file when loaded %s", async (script) => {
    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(path(script))], {
      cwd: fileURLToPath(new URL("../../../..", import.meta.url)),
      timeout: 15_000,
    });
    expect(stdout).toBe("objective 2\n");
  });
});
