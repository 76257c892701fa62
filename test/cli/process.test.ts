import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allocate } from "../../cli/commands/allocate.ts";
import { propose } from "../../cli/commands/propose.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs a program with a text on its standard input, and waits until it has ended by itself. */
function pipe(file: string, argv: readonly string[], input: string) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...argv], { cwd: tmpdir() });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
    child.stdin.end(input);
  });
}

const option = {
  kind: "option",
  right: "call",
  forward: 100,
  strike: 100,
  timeToExpiry: 1,
  volatility: 0.2,
  rate: 0,
};

describe("the checkout", () => {
  const main = join(root, "cli/main.ts");

  it("answers an object with exit code 0", async () => {
    const { code, stdout, stderr } = await pipe(main, ["price"], JSON.stringify(option));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout).price).toBeCloseTo(7.965567455405804, 12);
  });

  it("fails on bad input with exit code 1 and nothing on standard output", async () => {
    const { code, stdout, stderr } = await pipe(main, ["price"], '{"kind": "option", "strike": NaN}');
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(JSON.parse(stderr).error.code).toBe("BAD_USER_INPUT");
  });

  it("writes all of a batch that is larger than a pipe", async () => {
    const { code, stdout } = await pipe(main, ["price"], JSON.stringify(Array(5000).fill(option)));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(5000);
  });
});

describe("an installed package", () => {
  const folder = mkdtempSync(join(tmpdir(), "clearspan-cli-"));
  const modules = join(folder, "node_modules");
  const main = join(modules, "clearspan/dist/cli/main.js");

  beforeAll(() => {
    mkdirSync(join(modules, "clearspan"), { recursive: true });
    for (const name of ["zod", "highs"]) symlinkSync(join(root, "node_modules", name), join(modules, name));
    cpSync(join(root, "package.json"), join(modules, "clearspan/package.json"));
    const outDir = join(modules, "clearspan/dist");
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [
      tsc,
      "-p",
      join(root, "cli/tsconfig.json"),
      "--noCheck",
      "--outDir",
      outDir,
    ]);
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  it("prices, although Node strips no types inside node_modules", async () => {
    const { code, stdout } = await pipe(main, ["price"], JSON.stringify(option));
    expect(code).toBe(0);
    expect(JSON.parse(stdout).delta).toBeCloseTo(0.539827837277029, 12);
  });

  it("proposes with the solver's thread and ends by itself", async () => {
    const { code, stdout } = await pipe(main, ["propose"], JSON.stringify(propose.example));
    expect(code).toBe(0);
    expect(JSON.parse(stdout).decision.action).toBe("TRADE");
  });

  it("allocates, by the built thread where the strategy is a linear programme", async () => {
    const entries = [allocate.example, { strategy: "cvar", returns: [[0.01], [-0.02], [0.03]] }];
    const { code, stdout } = await pipe(main, ["allocate"], JSON.stringify(entries));
    expect(code).toBe(0);
    const [quiet, tail] = JSON.parse(stdout);
    expect(quiet.certificate.passed).toBe(true);
    expect(tail.weights).toEqual([1]);
  });
});
