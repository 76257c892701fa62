import { describe, expect, it } from "vitest";
import { assets, isStable } from "../../src/catalog/assets.ts";
import { chainById, chainNames, chains } from "../../src/catalog/chains.ts";
import { catalog, validateCatalog } from "../../src/catalog/validate.ts";
import { ClearspanError } from "../../src/errors.ts";

/** Anything with keys: a catalog is broken here on purpose. */
type Draft = { [key: string]: Draft } & { [index: number]: Draft };

/** The shipped catalog with one thing changed; `path` names it by keys and indices. */
function broken(path: string, value: unknown): unknown {
  const draft = structuredClone(catalog) as unknown;
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let at = draft as Draft;
  for (const key of keys) {
    const next = at[key];
    if (next === undefined) throw new Error(`the catalog has no ${path}`);
    at = next;
  }
  Object.assign(at, { [last]: value });
  return draft;
}

function problemsOf(data: unknown): string {
  try {
    validateCatalog(data);
  } catch (error) {
    if (!(error instanceof ClearspanError)) throw error;
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.docs).toBe("docs/errors.md#config-invalid");
    return error.details ?? "";
  }
  return "";
}

const weth = "0x82aF49447D8a07e3bd95BD0d56f35241523fBab1";
const badChecksum = "0x82aF49447D8a07e3bd95BD0d56f35241523fBaB1";
const ethProxy = "0x639Fe6ab55C921f74e7fac1ee960C0B6293ba612";

describe("the shipped catalog", () => {
  it("is valid", () => {
    expect(problemsOf(catalog)).toBe("");
  });

  it("names every chain once, and finds it by its id", () => {
    expect(chainNames.map((name) => [name, chains[name].id])).toEqual([
      ["arbitrum", 42161],
      ["avalanche", 43114],
      ["derive", 957],
      ["ethereum", 1],
      ["optimism", 10],
      ["base", 8453],
      ["polygon", 137],
    ]);
    for (const name of chainNames) expect(chainById(chains[name].id)?.name).toBe(name);
    expect(chainById(5000)).toBeUndefined();
  });

  it("counts dollars as stable, and their yield-bearing forms as coins", () => {
    const stable = Object.keys(assets).filter(isStable);
    expect(stable.sort()).toEqual(["ALUSD", "DAI", "USDC", "USDE", "USDS", "USDT"]);
    expect([isStable("SUSDE"), isStable("ETH"), isStable("unknown:0xabc"), isStable("toString")]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("a bad entry of the catalog is named by its path, with how to mend it:", () => {
  it.each<[what: string, path: string, value: unknown, message: string]>([
    [
      "an address that is none",
      "deriveV2.cash",
      "0x1234",
      'must be an address with a valid checksum, got "0x1234": copy it again',
    ],
    [
      "an address with a typing error",
      "gmxV2Tokens.arbitrum.WETH.address",
      badChecksum,
      "must be an address with a valid checksum",
    ],
    [
      "a missing address",
      "gmxV2EventEmitter.arbitrum.address",
      undefined,
      "expected string, received undefined",
    ],
    ["a start block below zero", "gmxV2EventEmitter.avalanche.startBlock", -1, "expected number to be >=0"],
    ["a chain id of zero", "chains.derive.id", 0, "expected number to be >0"],
    ["a chain without a clock", "chains.derive.clockBlocks", 0, "expected number to be >0"],
    [
      "a feed of an unknown asset",
      "chainlinkFeeds.arbitrum.0.asset",
      "ETHER",
      'unknown asset "ETHER": add it to src/catalog/assets.ts',
    ],
    [
      "an asset that is only a property of every object",
      "chainlinkFeeds.arbitrum.0.asset",
      "toString",
      'unknown asset "toString"',
    ],
    ["a feed in another currency", "chainlinkFeeds.arbitrum.0.quote", "EUR", 'expected one of "USD"|"ETH"'],
    [
      "a feed without an aggregator",
      "chainlinkFeeds.arbitrum.0.aggregators",
      [],
      "must name at least one aggregator: the proxy logs nothing itself",
    ],
    [
      "a feed without a heartbeat",
      "chainlinkFeeds.arbitrum.0.heartbeatSeconds",
      0,
      "expected number to be >0",
    ],
    ["a cap of zero", "chainlinkFeeds.polygon.0.aggregators.0.maxAnswer", 0, "expected number to be >0"],
    ["a price id in capitals", "pythIds.0.id", `0x${"AB".repeat(32)}`, "must be 32 bytes in lower-case"],
    [
      "a Pyth chain without a contract",
      "pythContracts.base.contracts",
      [],
      "expected array to have >=1 items",
    ],
    ["a push of an unknown asset", "pythContracts.base.pushes.0.asset", "ETHER", 'unknown asset "ETHER"'],
    [
      "a RedStone name that does not fit its id",
      "redstoneAdapters.base.feeds.0.name",
      "x".repeat(33),
      "expected string to have <=32 characters",
    ],
    ["a challenge of no time", "chronicleFeeds.ethereum.0.challengeSeconds", 0, "expected number to be >0"],
    ["an uptime feed without an aggregator", "sequencerFeeds.base.aggregator", undefined, "expected string"],
    ["a dAPI of an unknown asset", "api3Assets.0", "ETHER", 'unknown asset "ETHER"'],
    ["a chain that is neither optional nor not", "chains.base.isOptional", undefined, "expected boolean"],
    ["a deviation in percent", "chainlinkFeeds.arbitrum.0.deviation", 50, "expected number to be <=1"],
    [
      "decimals that no token has",
      "chainlinkFeeds.arbitrum.0.aggregators.0.decimals",
      37,
      "expected number to be <=36",
    ],
    ["a token of an unknown asset", "gmxV2Tokens.arbitrum.WETH.asset", "WETH", 'unknown asset "WETH"'],
    ["half a decimal", "gmxV2Tokens.arbitrum.WETH.decimals", 17.5, "expected int"],
    ["a market without a long token", "gmxV2Markets.arbitrum.0.2", undefined, "expected string"],
    ["a market of an unknown underlying", "deriveMarkets.0.underlying", "ether", 'unknown asset "ether"'],
    [
      "a market id in hexadecimal",
      "deriveMarkets.0.marketId",
      "0x1",
      "must be the StandardManager's id as a decimal string",
    ],
    [
      "a market's feed with a typing error",
      "deriveMarkets.0.volFeed",
      weth.toUpperCase(),
      "must be an address",
    ],
    ["a market without a spot feed", "deriveMarkets.0.spotFeed", undefined, "expected string"],
    ["a market without a heartbeat", "deriveMarkets.0.heartbeats.spot", undefined, "expected number"],
    ["a perpetual that is no address", "laterDerivePerps.0", "VVV", "must be an address"],
    ["a parameter library that is no address", "deriveLibOverrides.0.library", "0x", "must be an address"],
    ["a stablecoin that nobody knows", "deriveStableFeed.underlying", "USD", 'unknown asset "USD"'],
  ])("%s", (_, path, value, message) => {
    const problems = problemsOf(broken(path, value));
    expect(problems).toContain(`${path}: `);
    expect(problems).toContain(message);
  });

  it("a chain that is not indexed", () => {
    const feeds = { ...catalog.chainlinkFeeds, mantle: catalog.chainlinkFeeds.avalanche };
    expect(problemsOf({ ...catalog, chainlinkFeeds: feeds })).toMatch(
      /^chainlinkFeeds\.mantle: .*unknown chain "mantle": add it to src\/catalog\/chains\.ts/,
    );
  });

  it("a market of a token that the chain does not list", () => {
    expect(problemsOf(broken("gmxV2Markets.arbitrum.0.1", "ETHER"))).toBe(
      'gmxV2Markets.arbitrum.0: unknown token "ETHER": add it to the chain\'s tokens in src/catalog/tokens',
    );
  });

  it("a library of a market that is not listed", () => {
    expect(problemsOf(broken("deriveLibOverrides.0.marketId", "999"))).toBe(
      'deriveLibOverrides.0.marketId: unknown market "999": add it to src/catalog/deriveMarkets',
    );
  });

  it.each<[what: string, path: string, value: unknown, key: string]>([
    ["two chains of one id", "chains.avalanche.id", 42161, "42161"],
    [
      "one aggregator in two feeds",
      "chainlinkFeeds.arbitrum.1.aggregators.0",
      catalog.chainlinkFeeds.arbitrum[0].aggregators[0],
      "arbitrum:0xd827123d014578c965f6c9d87a641ec05faa5501",
    ],
    [
      "one proxy in two feeds",
      "chainlinkFeeds.arbitrum.1.proxy",
      ethProxy,
      `arbitrum:${ethProxy.toLowerCase()}`,
    ],
    [
      "a proxy that is listed as an aggregator",
      "chainlinkFeeds.arbitrum.0.aggregators.0",
      { address: ethProxy, decimals: 8 },
      `arbitrum:${ethProxy.toLowerCase()}`,
    ],
    [
      "one proxy of an auctioned feed in two feeds",
      "chainlinkFeeds.arbitrum.0.svrProxy",
      catalog.chainlinkFeeds.arbitrum[1].proxy,
      `arbitrum:${catalog.chainlinkFeeds.arbitrum[1].proxy.toLowerCase()}`,
    ],
    ["one price id twice", "pythIds.1.id", catalog.pythIds[0].id, catalog.pythIds[0].id],
    [
      "one Chronicle oracle twice",
      "chronicleFeeds.base.1.address",
      catalog.chronicleFeeds.base[0].address,
      `base:${catalog.chronicleFeeds.base[0].address.toLowerCase()}`,
    ],
    ["one RedStone feed twice", "redstoneAdapters.base.feeds.1.name", "ETH", "redstone:base:ETH"],
    ["one dAPI twice", "api3Assets.1", "ETH", "api3:ETH"],
    ["one token under two names", "gmxV2Tokens.arbitrum.BTC.address", weth, `arbitrum:${weth.toLowerCase()}`],
    [
      "one market twice",
      "gmxV2Markets.arbitrum.1.0",
      catalog.gmxV2Markets.arbitrum[0]?.[0],
      "arbitrum:0x47c031236e19d024b42f8ae6780e44a573170703",
    ],
    ["one market id twice", "deriveMarkets.1.marketId", "1", "1"],
    [
      "one option contract in two markets",
      "deriveMarkets.1.option",
      catalog.deriveMarkets[0]?.option,
      "0x4bb4c3cdc7562f08e9910a0c7d8bb7e108861eb4",
    ],
    [
      "one surface in two markets",
      "deriveMarkets.1.volFeed",
      catalog.deriveMarkets[0]?.volFeed,
      "0xb27cb6b08e6c298c8634d73d5f6649665e90d160",
    ],
    [
      "a perpetual that has become a market's",
      "laterDerivePerps.0",
      catalog.deriveMarkets[0]?.perp,
      "0xaf65752c4643e25c02f693f9d4fe19cf23a095e3",
    ],
  ])("%s", (_, path, value, key) => {
    const problems = problemsOf(broken(path, value));
    expect(problems).toContain(`: ${key} is listed twice: remove one, or correct it`);
    expect(problems).toContain(path.split(".").slice(0, 2).join("."));
  });

  it("one address on two chains is two contracts", () => {
    const arbitrum = catalog.chainlinkFeeds.arbitrum[0].proxy;
    expect(problemsOf(broken("chainlinkFeeds.avalanche.0.proxy", arbitrum))).toBe("");
  });

  it("all of them at once", () => {
    const data = broken("deriveV2.cash", "0x1") as typeof catalog;
    const twice = { ...data, deriveStableFeed: { ...data.deriveStableFeed, heartbeatSeconds: 0 } };
    expect(
      problemsOf(twice)
        .split("\n")
        .map((line) => line.split(":")[0]),
    ).toEqual(["deriveV2.cash", "deriveStableFeed.heartbeatSeconds"]);
  });
});
