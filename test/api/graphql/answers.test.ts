import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ClearspanError } from "../../../src/errors.ts";
import { arbitrum, owner } from "../risk.support.ts";
import { answer, everything } from "./schema.ts";
import { type AnswerStage, proxy, startAnswers } from "./stage.ts";

let stage: AnswerStage;

beforeAll(async () => {
  stage = await startAnswers();
}, 60_000);
afterAll(() => stage?.stop());

/** The data of an answer without errors. */
async function data(source: string): Promise<Record<string, unknown>> {
  const { data: found, errors } = await answer(source, stage.context);
  expect(errors).toBeUndefined();
  return found ?? {};
}

async function errorOf(source: string): Promise<ClearspanError> {
  const { errors } = await answer(source, stage.context);
  const original = errors?.[0]?.originalError;
  if (!(original instanceof ClearspanError)) throw new Error(`not an error of ours: ${errors?.[0]?.message}`);
  return original;
}

describe("every field of the schema has an answer:", () => {
  it.each<[field: string, args: string, type: string]>([
    ["account", `(owner: "${owner}")`, "Account"],
    ["market", '(underlying: "ETH")', "Market"],
    ["oracleAnomalies", "", "OracleAnomalyConnection"],
    ["proposeRebalance", `(owner: "${owner}")`, "RebalanceProposal"],
    ["exposures", "", "OwnerExposureConnection"],
    ["nettingSummary", "", "NettingSummary"],
    ["coverage", "", "Coverage"],
  ])("%s", async (field, args, type) => {
    const found = await data(`{ ${field}${args} ${everything(type)} }`);
    expect(found[field]).not.toBeNull();
  });
});

describe("account", () => {
  it("is asked in any case of its address, and answers in lower case", async () => {
    const upper = `0x${owner.slice(2).toUpperCase()}`;
    expect(await data(`{ account(owner: "${upper}") { owner accounts { chainId venue } } }`)).toMatchObject({
      account: {
        owner,
        accounts: [
          { chainId: 957, venue: "derive-v2" },
          { chainId: 42161, venue: "gmx-v2" },
        ],
      },
    });
  });

  it("gives amounts as decimal strings", async () => {
    const { account } = await data(`{ account(owner: "${owner}") { positions { size entryNotional } } }`);
    const { positions } = account as { positions: { size: string }[] };
    expect(positions.map(({ size }) => size).sort()).toEqual([
      "-2000000000000000000",
      "10000000000000000000",
      "4000000000000000000",
    ]);
  });

  it("has greeks of everything when it is not said by what, or said to be null", async () => {
    const greeks = (args: string) => data(`{ account(owner: "${owner}") { greeks${args} { key delta } } }`);
    const total = await greeks("");
    expect(total).toMatchObject({ account: { greeks: [{ key: "total" }] } });
    expect(await greeks("(by: null)")).toEqual(total);
  });

  it("of nobody is not found, and says how far each chain is indexed", async () => {
    const error = await errorOf('{ account(owner: "0x00000000000000000000000000000000deadbeef") { owner } }');
    expect(error.code).toBe("NOT_FOUND");
    expect(error.details).toContain(`arbitrum (to block ${arbitrum.blockNumber})`);
    expect(error.details).toContain("derive (to block 1)");
  });
});

describe("market", () => {
  it("takes a symbol in any case, and has the median of healthy feeds, smiles and open anomalies", async () => {
    const { market } = await data(
      '{ market(underlying: "eth") { underlying spotUsd smiles { atmVolatility } anomalies { chainId rule } } }',
    );
    expect(market).toMatchObject({
      underlying: "ETH",
      // Derive's spot is fresh; GMX's prices have no schedule and stand behind it.
      spotUsd: 2_600,
      smiles: [{ atmVolatility: expect.closeTo(0.6, 12) }],
    });
    expect((market as { anomalies: unknown[] }).anomalies).toHaveLength(5);
  });

  it("warns of silent feeds that promise a schedule, and of no other: nobody may have traded", async () => {
    const { market } = await data(
      '{ market(underlying: "eth") { feeds { status heartbeatSeconds } warnings { message } } }',
    );
    type Feeds = { status: string; heartbeatSeconds: number | null }[];
    const { feeds, warnings } = market as { feeds: Feeds; warnings: { message: string }[] };
    const silent = feeds.filter(({ status }) => status === "silent");
    expect(silent.some(({ heartbeatSeconds }) => heartbeatSeconds === null)).toBe(true);
    const promised = silent.filter(({ heartbeatSeconds }) => heartbeatSeconds !== null);
    const unheard = warnings.filter(({ message }) => message.includes("has not published"));
    expect(unheard).toHaveLength(promised.length);
    expect(promised.length).toBeGreaterThan(0);
  });

  it("of an asset that nothing quotes is not found", async () => {
    expect((await errorOf('{ market(underlying: "NOTHING") { underlying } }')).code).toBe("NOT_FOUND");
  });
});

describe("oracle anomalies", () => {
  type Page = {
    edges: { cursor: string; node: { chainId: number; feedId: string; rule: string; openedAt: number } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
  const page = async (args: string): Promise<Page> => {
    const fields =
      "edges { cursor node { chainId feedId rule openedAt } } pageInfo { hasNextPage endCursor }";
    return (await data(`{ oracleAnomalies${args} { ${fields} } }`)).oracleAnomalies as Page;
  };
  const all = [
    [42161, "answer", "deviation", 1],
    [42161, "answer", "stale", 1],
    [42161, "answer", "stale", 2],
    [42161, "answer", "stale", 3],
    [42161, "other", "deviation", 1],
    [43114, "answer", "stale", 1],
  ];
  const keys = ({ edges }: Page) =>
    edges.map(({ node }) => [node.chainId, node.feedId, node.rule, node.openedAt]);

  it("come page by page: each once, whatever the size of a page", async () => {
    for (const first of [1, 2, 4, 6, 100]) {
      const seen: unknown[] = [];
      let after: string | null = null;
      for (let pages = 0; pages < 10; pages++) {
        const cursor: string = after === null ? "" : `, after: "${after}"`;
        const found: Page = await page(`(first: ${first}${cursor})`);
        seen.push(...keys(found));
        after = found.pageInfo.endCursor;
        if (!found.pageInfo.hasNextPage) break;
      }
      expect(seen).toEqual(all);
    }
  });

  it.each([
    ["(severity: critical)", [all[2]]],
    ["(open: false)", [all[3]]],
    ["(open: true, chainId: 43114)", [all[5]]],
    ["(chainId: 10)", []],
    ["(chainId: 0)", []],
    [`(feed: "${proxy.toUpperCase().replace("0X", "0x")}")`, all.slice(0, 5)],
  ])("are filtered by %s", async (args, expected) => {
    expect(keys(await page(args))).toEqual(expected);
  });

  it("refuse a page that is too large, and a cursor of another query", async () => {
    const ask = (args: string) => errorOf(`{ oracleAnomalies${args} { pageInfo { hasNextPage } } }`);
    expect((await ask("(first: 0)")).code).toBe("LIMIT_EXCEEDED");
    expect((await ask("(first: 101)")).code).toBe("LIMIT_EXCEEDED");
    for (const cursor of ["nonsense", Buffer.from("[1]").toString("base64url"), `${owner}`]) {
      expect((await ask(`(after: "${cursor}")`)).code).toBe("BAD_USER_INPUT");
    }
  });
});

describe("the whole book", () => {
  it("of a chain that is not indexed is empty, not the whole", async () => {
    expect(await data("{ nettingSummary(chainId: 0) { owners grossUsd } }")).toEqual({
      nettingSummary: { owners: 0, grossUsd: 0 },
    });
  });

  it("of one chain is what is held there", async () => {
    const { nettingSummary } = await data("{ nettingSummary(chainId: 42161) { owners asOf { chain } } }");
    expect(nettingSummary).toEqual({ owners: 1, asOf: [{ chain: "arbitrum" }] });
  });
});

describe("a rebalance", () => {
  it.each(["horizonDays: 0", "horizonDays: 4000", "marginChargeRate: -1", "marginChargeRate: 11"])(
    "is refused with a mandate of %s",
    async (mandate) => {
      const error = await errorOf(
        `{ proposeRebalance(owner: "${owner}", mandate: { ${mandate} }) { decision { action } } }`,
      );
      expect(error.code).toBe("BAD_USER_INPUT");
      expect(error.shortMessage).toContain(`mandate.${mandate.split(":")[0]} must be above 0`);
    },
  );
});

describe("coverage", () => {
  it("lists every chain of the catalog, how far it is and what it holds; one that has not begun as well", async () => {
    const { coverage } = await data(
      "{ coverage { chains { chain isIndexed asOf { blockNumber } venues { venue isValued markets openPositions } } } }",
    );
    expect(coverage).toEqual({
      chains: [
        {
          chain: "arbitrum",
          isIndexed: true,
          asOf: { blockNumber: arbitrum.blockNumber },
          venues: [{ venue: "gmx-v2", isValued: true, markets: 1, openPositions: 1 }],
        },
        { chain: "avalanche", isIndexed: true, asOf: null, venues: [] },
        {
          chain: "derive",
          isIndexed: true,
          asOf: { blockNumber: 1 },
          venues: [{ venue: "derive-v2", isValued: true, markets: 1, openPositions: 2 }],
        },
        { chain: "ethereum", isIndexed: false, asOf: null, venues: [] },
        { chain: "optimism", isIndexed: true, asOf: null, venues: [] },
        { chain: "base", isIndexed: true, asOf: null, venues: [] },
        { chain: "polygon", isIndexed: true, asOf: null, venues: [] },
      ],
    });
  });
});
