import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ClearspanError } from "../../src/errors.ts";
import { anvilBinary } from "./binary.ts";
import { type ChainClient, connect } from "./client.ts";
import { guardProcess } from "./guard.ts";
import { localHost, portInUse, requirePort } from "./port.ts";

const startTimeoutMs = 20_000;
const stopTimeoutMs = 3_000;

export interface LocalChainOptions {
  /** The real chain id, for example 42161. */
  readonly chainId: number;
  /** Timestamp of block 0 in seconds; at or before the first block of the tape. */
  readonly genesisTime: number;
  /** Port on the loopback interface; any free one when absent. */
  readonly port?: number;
}

export interface LocalChain {
  readonly chainId: number;
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly client: ChainClient;
  /** Resolves when the process ends: undefined after `stop`, else a CHILD_FAILED error with anvil's own words. */
  readonly exited: Promise<ClearspanError | undefined>;
  /** Ends the process and removes its temporary files. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts one anvil and waits until it answers. Blocks are mined only on request, transactions in the order sent,
 * gas is free. The process never outlives this one, also not when this one is killed.
 *
 * @throws ClearspanError PORT_IN_USE, or CHILD_FAILED with anvil's standard error.
 */
export async function startChain(options: LocalChainOptions): Promise<LocalChain> {
  const user = `local chain ${options.chainId}`;
  const port = await requirePort(options.port ?? 0, user);
  const url = `http://${localHost}:${port}`;
  const directory = mkdtempSync(join(tmpdir(), `clearspan-anvil-${port}-`));
  const { child, ended } = spawnAnvil(anvilArguments(options, port, directory), directory);
  const release = child.pid === undefined ? () => {} : guardProcess(child.pid, directory);
  let stopping = false;
  const exited = ended.then((stderr) => {
    rmSync(directory, { recursive: true, force: true });
    release();
    if (stopping) return undefined;
    if (/address already in use/i.test(stderr)) return portInUse(port, user);
    return new ClearspanError("CHILD_FAILED", `anvil of ${user} ended (exit code ${child.exitCode}).`, {
      details: stderr || "It wrote nothing to standard error.",
    });
  });
  const stop = async (): Promise<void> => {
    stopping = true;
    await endProcess(child, ended);
    await exited;
  };
  const client = connect(url);
  try {
    await waitUntilReady(client, options.chainId, exited);
  } catch (error) {
    await stop();
    throw error;
  }
  // The chains alone do not keep the program alive; the guard ends them with it.
  child.unref();
  const { chainId } = options;
  return { chainId, url, port, pid: child.pid ?? 0, client, exited, stop };
}

/**
 * Starts several chains at once. When one fails, the others are stopped before its error is thrown.
 *
 * @returns the chains, in the order of the options.
 */
export async function startChains(options: readonly LocalChainOptions[]): Promise<LocalChain[]> {
  const results = await Promise.allSettled(options.map(startChain));
  const chains = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failure = results.find((result) => result.status === "rejected");
  if (failure) {
    await Promise.all(chains.map((chain) => chain.stop()));
    throw failure.reason;
  }
  return chains;
}

function anvilArguments(options: LocalChainOptions, port: number, directory: string): string[] {
  return [
    ...["--chain-id", `${options.chainId}`, "--timestamp", `${options.genesisTime}`],
    ...["--host", localHost, "--port", `${port}`, "--no-request-size-limit", "--quiet"],
    ...["--no-mining", "--order", "fifo"],
    ...["--gas-limit", "1000000000000", "--base-fee", "0", "--gas-price", "0"],
    // anvil leaves its state files behind when it ends; in a directory of our own they can be removed.
    ...["--cache-path", directory],
  ];
}

/** Starts the process. `ended` resolves to its standard error, which goes to a file: a pipe would need reading. */
function spawnAnvil(args: string[], directory: string): { child: ChildProcess; ended: Promise<string> } {
  const log = join(directory, "stderr");
  const descriptor = openSync(log, "w");
  // Own process group: Ctrl-C reaches the program first, which stops what reads the chains before the chains.
  const child = spawn(anvilBinary(), args, { stdio: ["ignore", "ignore", descriptor], detached: true });
  closeSync(descriptor);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", () => resolve(readFileSync(log, "utf8").trim()));
  });
  return { child, ended };
}

async function waitUntilReady(
  client: ChainClient,
  chainId: number,
  exited: Promise<ClearspanError | undefined>,
): Promise<void> {
  let failure: ClearspanError | undefined;
  void exited.then((error) => {
    failure = error;
  });
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    const answer = await client.getChainId().catch(() => undefined);
    if (failure) throw failure;
    if (answer === chainId) return;
    await sleep(10);
  }
  throw new ClearspanError(
    "CHILD_FAILED",
    `anvil of chain ${chainId} did not answer within ${startTimeoutMs / 1000} s.`,
  );
}

async function endProcess(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
  await ended;
  clearTimeout(force);
}
