import { z } from "zod";
import { type ChainName, chainNames, chains } from "./catalog/chains.ts";
import { ClearspanError } from "./errors.ts";

const rpcUrl = z.url({ protocol: /^(https?|wss?)$/, error: "must be an http(s) or ws(s) URL" });

/** What the indexer reads from the environment. */
export interface Environment {
  /**
   * One or more http(s) URLs for each chain that is indexed. Ponder spreads its requests over them and throttles each on
   * its own.
   */
  readonly rpcUrls: Partial<Record<ChainName, string[]>>;
  /** A ws(s) URL that announces new heads, for chains that were given one. */
  readonly headUrls: Partial<Record<ChainName, string>>;
  /** Local chains start at block 0; nothing else differs from production. */
  readonly localChains: boolean;
  /** Folder of the embedded database; Ponder's own default when absent. Unused with DATABASE_URL. */
  readonly pgliteDirectory: string | undefined;
}

/** Name of the variable that holds a chain's RPC URLs, separated by commas. */
export function rpcVariable(chain: ChainName): string {
  return `PONDER_RPC_URL_${chains[chain].id}`;
}

/**
 * Reads and validates the environment.
 * @throws ClearspanError CONFIG_INVALID that names every bad variable and how to mend it.
 */
export function readEnvironment(env: Record<string, string | undefined>): Environment {
  const problems: string[] = [];
  const rpcUrls: Partial<Record<ChainName, string[]>> = {};
  const headUrls: Partial<Record<ChainName, string>> = {};
  for (const chain of chainNames) {
    const variable = rpcVariable(chain);
    const urls = (env[variable] ?? "")
      .split(",")
      .map((url) => url.trim())
      .filter((url) => url !== "");
    if (urls.length === 0 && chains[chain].isOptional) continue;
    if (urls.length === 0)
      problems.push(`${variable} is missing: set it to an RPC URL of ${chains[chain].label}`);
    else if (urls.every((url) => url.startsWith("ws")))
      problems.push(`${variable} needs an http(s) URL beside its websockets: it is asked for the chain's id`);
    for (const url of urls) {
      const parsed = rpcUrl.safeParse(url);
      if (!parsed.success) problems.push(`${variable} ${parsed.error.issues[0]?.message}, got "${url}"`);
    }
    rpcUrls[chain] = urls.filter((url) => !url.startsWith("ws"));
    const [headUrl] = urls.filter((url) => url.startsWith("ws"));
    if (headUrl !== undefined) headUrls[chain] = headUrl;
  }
  if (problems.length > 0) {
    throw new ClearspanError("CONFIG_INVALID", "The environment is incomplete.", {
      details: [...problems, "Copy .env.example to .env.local and fill it in."].join("\n"),
    });
  }
  return {
    rpcUrls,
    headUrls,
    localChains: env.CLEARSPAN_LOCAL_CHAINS === "1",
    // A variable that is there but empty counts as unset, as it does for Ponder.
    pgliteDirectory: env.DATABASE_URL ? undefined : env.CLEARSPAN_PGLITE_DIRECTORY || undefined,
  };
}
