import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import solc from "solc";
import type { Hex } from "viem";
import { z } from "zod";

const sourceFiles = ["Emitter.sol", "Router.sol", "ProxyStub.sol"] as const;

const settings = {
  optimizer: { enabled: true, runs: 200 },
  evmVersion: "cancun",
  // Without the metadata trailer, the bytecode depends on nothing but the code and these settings.
  metadata: { appendCBOR: false },
  outputSelection: { "*": { "*": ["evm.deployedBytecode.object"] } },
};

const compilerOutput = z.object({
  errors: z.array(z.object({ formattedMessage: z.string() })).default([]),
  contracts: z.record(
    z.string(),
    z.record(z.string(), z.object({ evm: z.object({ deployedBytecode: z.object({ object: z.string() }) }) })),
  ),
});

/**
 * Compiles the contracts of this folder in the process.
 *
 * @returns runtime bytecode by contract name.
 * @throws Error with the compiler's own words on any error or warning.
 */
export function compileContracts(): Record<string, Hex> {
  const sources = Object.fromEntries(
    sourceFiles.map((file) => [file, { content: readFileSync(new URL(file, import.meta.url), "utf8") }]),
  );
  const input = { language: "Solidity", sources, settings };
  const output = compilerOutput.parse(JSON.parse(solc.compile(JSON.stringify(input))));
  if (output.errors.length > 0) throw new Error(output.errors.map((e) => e.formattedMessage).join("\n"));
  return Object.fromEntries(
    Object.values(output.contracts).flatMap((contracts) =>
      Object.entries(contracts).map(
        ([name, contract]) => [name, `0x${contract.evm.deployedBytecode.object}`] as const,
      ),
    ),
  );
}

/** The text of `bytecode.ts` for the given contracts. */
function renderBytecode(contracts: Record<string, Hex>): string {
  const constants = Object.entries(contracts).map(
    ([name, code]) =>
      `/** Runtime bytecode of \`${name}.sol\`. */\n` +
      `export const ${name[0]?.toLowerCase()}${name.slice(1)}Bytecode: Hex =\n  "${code}";\n`,
  );
  const header = "// Written by `node demo/contracts/compile.ts`; a test compares it with the sources.\n";
  return `${header}import type { Hex } from "viem";\n\n${constants.join("\n")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("bytecode.ts", import.meta.url), renderBytecode(compileContracts()));
}
