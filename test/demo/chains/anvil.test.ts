import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { startChain, startChains } from "../../../demo/chains/anvil.ts";
import { localHost, requirePort } from "../../../demo/chains/port.ts";
import { ClearspanError } from "../../../src/errors.ts";
import { chainForTest } from "./support.ts";

const genesisTime = 1_700_000_000;

/** True once no process listens on the port. */
async function freed(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const free = await requirePort(port, "test").then(
      () => true,
      () => false,
    );
    if (free) return true;
    await sleep(50);
  }
  return false;
}

const temporaryFolders = (port: number) =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`clearspan-anvil-${port}-`));

test("a chain has the real id, the given genesis time and port, and mines nothing by itself", async () => {
  const port = await requirePort(0, "test");
  const chain = await startChain({ chainId: 43114, genesisTime, port });
  try {
    expect(chain.url).toBe(`http://${localHost}:${port}`);
    expect(await chain.client.getChainId()).toBe(43114);
    expect((await chain.client.getBlock()).timestamp).toBe(BigInt(genesisTime));
    await chain.client.sendTransaction({
      account: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
      to: recipient,
      gas: 21_000n,
      gasPrice: 0n,
      chain: null,
    });
    await sleep(100);
    expect(await chain.client.getBlockNumber()).toBe(0n);
  } finally {
    await chain.stop();
  }
});

const recipient = "0x00000000000000000000000000000000000000ab";

test("a taken port is an error that names the port and how to mend it", async () => {
  const server = createServer().listen(0, localHost);
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  try {
    const attempt = startChain({ chainId: 957, genesisTime, port });
    await expect(attempt).rejects.toBeInstanceOf(ClearspanError);
    await expect(attempt).rejects.toMatchObject({
      code: "PORT_IN_USE",
      shortMessage: expect.stringMatching(new RegExp(`Port ${port} .* local chain 957`)),
      details: expect.stringContaining("give another port"),
    });
  } finally {
    server.close();
  }
});

test("a leftover chain with the same id on the port is not taken for the new one", async () => {
  const chain = await chainForTest(957);
  await expect(startChain({ chainId: 957, genesisTime, port: chain.port })).rejects.toMatchObject({
    code: "PORT_IN_USE",
  });
});

test("when one of several chains cannot start, the others are stopped", async () => {
  const [taken, port] = [await chainForTest(957), await requirePort(0, "test")];
  const attempt = startChains([
    { chainId: 42161, genesisTime, port },
    { chainId: 43114, genesisTime, port: taken.port },
  ]);
  await expect(attempt).rejects.toMatchObject({ code: "PORT_IN_USE" });
  await expect(requirePort(port, "test")).resolves.toBe(port);
});

test("stop leaves no process, no listener and no file, and may be called twice", async () => {
  const chain = await startChain({ chainId: 957, genesisTime });
  expect(temporaryFolders(chain.port)).toHaveLength(1);
  await Promise.all([chain.stop(), chain.stop()]);
  expect(() => process.kill(chain.pid, 0)).toThrow("ESRCH");
  await expect(requirePort(chain.port, "test")).resolves.toBe(chain.port);
  expect(temporaryFolders(chain.port)).toEqual([]);
  expect(await chain.exited).toBeUndefined();
});

test("a chain that ends by itself says so", async () => {
  const chain = await chainForTest(957);
  process.kill(chain.pid, "SIGKILL");
  expect(await chain.exited).toMatchObject({
    code: "CHILD_FAILED",
    shortMessage: expect.stringContaining("957"),
  });
});

test("what anvil complains about is in the error", async () => {
  await expect(startChain({ chainId: 957, genesisTime: 1.5 })).rejects.toMatchObject({
    code: "CHILD_FAILED",
    details: expect.stringContaining("--timestamp"),
  });
});

describe("no chain outlives the program that started it", () => {
  const program = `
    const { startChains } = await import(${JSON.stringify(new URL("../../../demo/chains/anvil.ts", import.meta.url))});
    const chains = await startChains([957, 42161].map((chainId) => ({ chainId, genesisTime: ${genesisTime} })));
    console.log(JSON.stringify(chains.map((chain) => chain.port)));
    if (process.argv[1] === "wait") setInterval(() => {}, 1000);`;

  test.concurrent.for([
    ["killed", "wait", "SIGKILL"],
    ["terminated", "wait", "SIGTERM"],
    ["interrupted", "wait", "SIGINT"],
    ["at its end without a call of stop", "return", undefined],
  ] as const)("%s", async ([_, mode, signal], { expect }) => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", program, mode], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    const [line] = await once(child.stdout, "data");
    const ports: number[] = JSON.parse(String(line));
    expect(ports).toHaveLength(2);
    if (signal) child.kill(signal);
    expect(await ended).toEqual(signal ? [null, signal] : [0, null]);
    expect(await Promise.all(ports.map(freed))).toEqual([true, true]);
    await expect.poll(() => ports.flatMap(temporaryFolders)).toEqual([]);
  });
});
