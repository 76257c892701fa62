import { readFileSync } from "node:fs";
import factoryArtifact from "@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json" with {
  type: "json",
};
import solc from "solc";
import type { Hex } from "viem";
import { z } from "zod";

/*
 * Uniswap's own factory and pool, as they were deployed: npm @uniswap/v3-core 1.0.1, whose licence is BUSL-1.1 turned
 * GPL-2.0-or-later. A development dependency for this test only: nothing of it is shipped.
 */
export const factoryCreationCode = factoryArtifact.bytecode as Hex;

const output = z.object({
  errors: z.array(z.object({ formattedMessage: z.string() })).default([]),
  contracts: z.object({
    "Trader.sol": z.record(
      z.string(),
      z.object({ evm: z.object({ deployedBytecode: z.object({ object: z.string() }) }) }),
    ),
  }),
});

/** Runtime bytecode of the token and the trader beside this file. */
export function compileTrader(): { token: Hex; trader: Hex } {
  const content = readFileSync(new URL("Trader.sol", import.meta.url), "utf8");
  const settings = { outputSelection: { "*": { "*": ["evm.deployedBytecode.object"] } } };
  const input = { language: "Solidity", sources: { "Trader.sol": { content } }, settings };
  const { errors, contracts } = output.parse(JSON.parse(solc.compile(JSON.stringify(input))));
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join("\n"));
  const code = (name: string): Hex => `0x${contracts["Trader.sol"][name]?.evm.deployedBytecode.object}`;
  return { token: code("Token"), trader: code("Trader") };
}
