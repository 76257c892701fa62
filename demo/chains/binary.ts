import { createRequire } from "node:module";
import { ClearspanError } from "../../src/errors.ts";

const platforms: Partial<Record<NodeJS.Platform, string>> = {
  linux: "linux",
  darwin: "darwin",
  win32: "win32",
};
const architectures: Partial<Record<NodeJS.Architecture, string>> = { x64: "amd64", arm64: "arm64" };

/**
 * Path of the anvil binary that npm installed for this machine. PATH is never asked: another anvil version there
 * would behave differently.
 *
 * @throws ClearspanError CHILD_FAILED when npm did not install the package of this platform.
 */
export function anvilBinary(): string {
  const platform = platforms[process.platform] ?? process.platform;
  const packageName = `@foundry-rs/anvil-${platform}-${architectures[process.arch] ?? process.arch}`;
  const file = process.platform === "win32" ? "anvil.exe" : "anvil";
  try {
    // Resolved from the main package: npm may nest the platform's package below it.
    const fromHere = createRequire(import.meta.url);
    const fromAnvil = createRequire(fromHere.resolve("@foundry-rs/anvil/package.json"));
    return fromAnvil.resolve(`${packageName}/bin/${file}`);
  } catch (cause) {
    throw new ClearspanError("CHILD_FAILED", "The local chain program anvil is not installed.", {
      details: `Expected the npm package ${packageName}. Run "npm install" without --omit=optional or --omit=dev.`,
      cause,
    });
  }
}
