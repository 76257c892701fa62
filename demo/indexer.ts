import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { chainNames, chains } from "../src/catalog/chains.ts";
import { rpcVariable } from "../src/env.ts";
import { ClearspanError } from "../src/errors.ts";
import { guardProcess } from "./chains/guard.ts";
import { localHost, requirePort } from "./chains/port.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const ponderBinary = join(root, "node_modules", "ponder", "dist", "esm", "bin", "ponder.js");
/** Ponder limits each URL to about 20 requests a second; the same local chain listed more often is served faster. */
const URLS_PER_CHAIN = 8;
const STOP_TIMEOUT_MS = 5_000;
/** How much of the indexer's output an error shows. */
const LOG_TAIL = 40;

export interface IndexerOptions {
  /** RPC URL by chain id. */
  readonly rpcUrls: Readonly<Record<number, string>>;
  /** Port of the API on the loopback interface; any free one when 0. */
  readonly port: number;
  /** A Postgres URL; PGlite in a temporary folder when absent. */
  readonly databaseUrl?: string;
  readonly schema: string;
}

export interface Indexer {
  readonly url: string;
  readonly pid: number;
  /** Resolves when the process ends: undefined after `stop`, else CHILD_FAILED with its last lines. */
  readonly exited: Promise<ClearspanError | undefined>;
  /** The newest lines of its output. */
  log(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts `ponder start` on this checkout against local chains. It answers on `url` before it is ready.
 * @throws ClearspanError PORT_IN_USE
 */
export async function startIndexer(options: IndexerOptions): Promise<Indexer> {
  const port = await requirePort(options.port, "the API");
  const url = `http://${localHost}:${port}`;
  const directory = mkdtempSync(join(tmpdir(), "clearspan-indexer-"));
  const lines: string[] = [];
  const child = spawn(process.execPath, [ponderBinary, "start", ...flags(options, port)], {
    cwd: root,
    env: environment(options, directory),
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: Ctrl-C reaches this program, which stops the indexer before the chains.
    detached: true,
  });
  const release = child.pid === undefined ? () => {} : guardProcess(child.pid, directory);
  collect(child, lines);
  let stopping = false;
  const exited = new Promise<ClearspanError | undefined>((resolve) => {
    child.once("error", (cause) => resolve(failure(lines, cause.message)));
    child.once("exit", (code, signal) => {
      release();
      rmSync(directory, { recursive: true, force: true });
      resolve(stopping ? undefined : failure(lines, `exit code ${code ?? signal}`));
    });
  });
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    stopping = true;
    child.kill(signal);
    const force = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(force);
  };
  return { url, pid: child.pid ?? 0, exited, log: () => lines.slice(-LOG_TAIL).join("\n"), stop };
}

/** Waits until a condition on the indexer holds; throws its error when it ends before, or CHILD_FAILED at the deadline. */
export async function waitFor(
  indexer: Indexer,
  what: string,
  timeoutMs: number,
  condition: () => Promise<boolean>,
): Promise<void> {
  let ended: ClearspanError | undefined;
  void indexer.exited.then((error) => {
    ended = error ?? failure([], "it was stopped");
  });
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if (ended !== undefined) throw ended;
    if (await condition().catch(() => false)) return;
    await sleep(100);
  }
  throw new ClearspanError("CHILD_FAILED", `The indexer was not ${what} within ${timeoutMs / 1000} s.`, {
    details: indexer.log(),
    retryable: true,
  });
}

function flags({ schema }: IndexerOptions, port: number): string[] {
  return ["--schema", schema, "--port", `${port}`, "--hostname", localHost, "--log-format", "pretty"];
}

function environment(options: IndexerOptions, directory: string): NodeJS.ProcessEnv {
  const rpc = chainNames.map((name) => {
    const url = options.rpcUrls[chains[name].id];
    // Set but empty for a chain that does not run, so that no file of the checkout sets it.
    const urls = url === undefined ? [] : Array.from({ length: URLS_PER_CHAIN }, () => url);
    return [rpcVariable(name), urls.join(",")];
  });
  const { DATABASE_URL: _, DATABASE_PRIVATE_URL: __, ...inherited } = process.env;
  return {
    ...inherited,
    ...Object.fromEntries(rpc),
    ...(options.databaseUrl === undefined
      ? { CLEARSPAN_PGLITE_DIRECTORY: join(directory, "pglite") }
      : { DATABASE_URL: options.databaseUrl }),
    CLEARSPAN_LOCAL_CHAINS: "1",
    PONDER_TELEMETRY_DISABLED: "1",
    NO_COLOR: "1",
  };
}

function collect(child: ChildProcess, lines: string[]): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      lines.push(...text.split("\n").filter((line) => line.trim() !== ""));
      if (lines.length > 4 * LOG_TAIL) lines.splice(0, lines.length - 2 * LOG_TAIL);
    });
  }
}

function failure(lines: readonly string[], how: string): ClearspanError {
  return new ClearspanError("CHILD_FAILED", `The indexer ended by itself (${how}).`, {
    details: lines.slice(-LOG_TAIL).join("\n"),
  });
}
