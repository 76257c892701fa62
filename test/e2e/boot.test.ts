import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalChain, startChain } from "../../demo/chains/anvil.ts";
import { startIndexer } from "../../demo/indexer.ts";
import { assertChainId } from "../../src/rpc.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const TIMEOUT = 60_000;

/** Runs the demo and gives its exit code and standard error. */
function demo(...args: string[]): Promise<{ code: number | null; stderr: string; stdout: string }> {
  const child = spawn(process.execPath, ["demo/main.ts", ...args], { cwd: root });
  let [stderr, stdout] = ["", ""];
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  return new Promise((resolve) => child.once("exit", (code) => resolve({ code, stderr, stdout })));
}

let arbitrum: LocalChain;

beforeAll(async () => {
  arbitrum = await startChain({ chainId: 42161, genesisTime: 1_700_000_000 });
}, TIMEOUT);
afterAll(() => arbitrum?.stop());

describe("boot", { timeout: TIMEOUT }, () => {
  it("an RPC URL of the wrong chain is refused, by name", async () => {
    await expect(assertChainId(arbitrum.url, 43114, "PONDER_RPC_URL_43114")).rejects.toMatchObject({
      code: "RPC_WRONG_CHAIN",
      shortMessage: "PONDER_RPC_URL_43114 serves chain 42161, expected 43114.",
    });
  });

  it("an RPC URL that does not answer is refused, by name", async () => {
    await expect(assertChainId("http://127.0.0.1:9", 42161, "PONDER_RPC_URL_42161")).rejects.toMatchObject({
      code: "RPC_UNREACHABLE",
      retryable: true,
    });
  });

  it("the indexer itself does not start on the wrong chain, and indexes nothing", async () => {
    const indexer = await startIndexer({
      rpcUrls: { 42161: arbitrum.url, 43114: arbitrum.url, 957: arbitrum.url },
      port: 0,
      schema: "wrong",
    });
    const error = await indexer.exited;
    expect(error?.code).toBe("CHILD_FAILED");
    expect(error?.details).toMatch(/serves chain 42161, expected/);
    expect(error?.details).toContain("RPC_WRONG_CHAIN");
  });

  it("the indexer itself does not start while an RPC is down", async () => {
    const indexer = await startIndexer({
      rpcUrls: { 42161: arbitrum.url, 43114: "http://127.0.0.1:9", 957: "http://127.0.0.1:9" },
      port: 0,
      schema: "down",
    });
    const error = await indexer.exited;
    expect(error?.details).toContain("RPC_UNREACHABLE");
    expect(error?.details).toMatch(/PONDER_RPC_URL_(43114|957)/);
  });
});

describe("the demo", { timeout: TIMEOUT }, () => {
  it("says which port is taken and what to do", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { code, stderr, stdout } = await demo("--once", "--port", String(port));
    await new Promise((resolve) => server.close(resolve));
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is taken`);
    expect(stderr).toContain("--port");
    expect(stderr).toContain("PORT_IN_USE");
    expect(stdout).toBe("");
  });

  it.each([
    ["missing", undefined, /cannot be read/],
    ["not JSON", "{ nope", /line 1/i],
    [
      "without topics",
      '{"chainId":42161,"time":1,"transactions":[{"logs":[{"address":"0x12"}]}]}',
      /logs\[0\]/,
    ],
  ])("says what is wrong with a tape that is %s", async (name, text, expected) => {
    const file = join(mkdtempSync(join(tmpdir(), "clearspan-tape-")), `${name}.jsonl`);
    if (text !== undefined) writeFileSync(file, text);
    const { code, stderr } = await demo("--once", "--port", "0", "--tape", file);
    expect(code).toBe(1);
    expect(stderr).toContain("TAPE_INVALID");
    expect(stderr).toContain(file);
    expect(stderr).toMatch(expected);
  });

  it("refuses a port that is none, and explains itself", async () => {
    expect((await demo("--port", "70000")).stderr).toContain("BAD_USER_INPUT");
    expect((await demo("--help")).stdout).toContain("--once");
  });
});
