import { type AbiEvent, toEventSelector, toEventSignature } from "viem";
import { describe, expect, test } from "vitest";
import { deriveBaseAssetAbi } from "../../abis/deriveBaseAsset.ts";
import { deriveBaseFeedAbi } from "../../abis/deriveBaseFeed.ts";
import { deriveBaseManagerAbi } from "../../abis/deriveBaseManager.ts";
import { deriveCashAssetAbi } from "../../abis/deriveCashAsset.ts";
import { deriveForwardFeedAbi } from "../../abis/deriveForwardFeed.ts";
import { deriveLightAccountAbi } from "../../abis/deriveLightAccount.ts";
import { deriveMatchingAbi } from "../../abis/deriveMatching.ts";
import { deriveOptionAssetAbi } from "../../abis/deriveOptionAsset.ts";
import { derivePerpAssetAbi } from "../../abis/derivePerpAsset.ts";
import { derivePmrmAbi } from "../../abis/derivePmrm.ts";
import { derivePmrm2Abi } from "../../abis/derivePmrm2.ts";
import { derivePmrmLib2Abi } from "../../abis/derivePmrmLib2.ts";
import { deriveRateFeedAbi } from "../../abis/deriveRateFeed.ts";
import { deriveSpotDiffFeedAbi } from "../../abis/deriveSpotDiffFeed.ts";
import { deriveSpotFeedAbi } from "../../abis/deriveSpotFeed.ts";
import { deriveStandardManagerAbi } from "../../abis/deriveStandardManager.ts";
import { deriveStaticRateFeedAbi } from "../../abis/deriveStaticRateFeed.ts";
import { deriveSubAccountsAbi } from "../../abis/deriveSubAccounts.ts";
import { deriveVolFeedAbi } from "../../abis/deriveVolFeed.ts";
import reference from "../fixtures/derive-v2/topics.json" with { type: "json" };

/** ABI of each contract that the reference lists, and what it inherits. */
const contracts: Record<string, { abi: readonly AbiEvent[]; inherits?: string[] }> = {
  SubAccounts: { abi: deriveSubAccountsAbi },
  CashAsset: { abi: deriveCashAssetAbi },
  OptionAsset: { abi: deriveOptionAssetAbi },
  PerpAsset: { abi: derivePerpAssetAbi },
  WrappedERC20Asset: { abi: deriveBaseAssetAbi },
  BaseManager: { abi: deriveBaseManagerAbi },
  StandardManager: { abi: deriveStandardManagerAbi, inherits: ["BaseManager"] },
  PMRM: { abi: derivePmrmAbi, inherits: ["BaseManager"] },
  // PMRM_2 declares the same setters of feeds as PMRM; the reference lists them once.
  PMRM_2: { abi: derivePmrm2Abi, inherits: ["BaseManager", "PMRM"] },
  PMRMLib_2: { abi: derivePmrmLib2Abi },
  BaseLyraFeed: { abi: deriveBaseFeedAbi },
  LyraVolFeed: { abi: deriveVolFeedAbi, inherits: ["BaseLyraFeed"] },
  LyraForwardFeed: { abi: deriveForwardFeedAbi, inherits: ["BaseLyraFeed"] },
  LyraSpotFeed: { abi: deriveSpotFeedAbi, inherits: ["BaseLyraFeed"] },
  LyraSpotDiffFeed: { abi: deriveSpotDiffFeedAbi, inherits: ["BaseLyraFeed"] },
  LyraRateFeed: { abi: deriveRateFeedAbi, inherits: ["BaseLyraFeed"] },
  LyraRateFeedStatic: { abi: deriveStaticRateFeedAbi },
  Matching: { abi: deriveMatchingAbi },
  LightAccount: { abi: deriveLightAccountAbi },
};

const topicsOf = (names: readonly string[]) =>
  reference.events.filter(({ contract }) => names.includes(contract)).map(({ topic0 }) => topic0);

describe("Derive ABIs", () => {
  test("every reference event has an ABI", () => {
    expect([...new Set(reference.events.map(({ contract }) => contract))].sort()).toEqual(
      Object.keys(contracts).sort(),
    );
  });

  describe.each(Object.entries(contracts))("%s", (name, { abi, inherits = [] }) => {
    const recomputed = abi.map((event) => toEventSelector(event));

    test("has every event of the reference, by recomputed topic", () => {
      for (const topic of topicsOf([name])) expect(recomputed).toContain(topic);
    });

    test("has no event that the reference does not know", () => {
      const known = topicsOf([name, ...inherits]);
      for (const topic of recomputed) expect(known).toContain(topic);
    });

    test("names and indexes the arguments as the reference does", () => {
      const declared = abi.map(declaration);
      for (const { contract, signature } of reference.events) {
        if (contract === name) expect(declared).toContain(signature);
      }
    });
  });

  test("RateUpdated has two shapes under one name", () => {
    const shapes = [...deriveRateFeedAbi, ...deriveStaticRateFeedAbi].filter(
      ({ name }) => name === "RateUpdated",
    );
    expect(shapes.map((event) => toEventSignature(event))).toEqual([
      "RateUpdated(uint64,int96,uint96,uint64)",
      "RateUpdated(int64,uint64)",
    ]);
    expect(shapes.map((event) => toEventSelector(event))).toEqual([
      "0xf00d73eebf231f5bfbe60b1882b53b782160a5c8c38e1f1cb26470fdde355768",
      "0x203d3e59e9d6dd4310ba6d0a2b518dea62d541573ba6f674aec647220186c946",
    ]);
  });

  test("ScenariosUpdated has two shapes under one name", () => {
    const shapes = [...derivePmrmAbi, ...derivePmrm2Abi].filter(({ name }) => name === "ScenariosUpdated");
    expect(shapes.map((event) => toEventSelector(event))).toEqual([
      "0x7f7690a00e29674f73d0b3cc104203d77f221faee6da93a98fdf34951fd3d7d1",
      "0x3482100b2761fc927ea0c628603e1861ec49f72f2ed058614a2ceaa2f8c670d6",
    ]);
  });
});

interface Parameter {
  readonly type: string;
  readonly name?: string | undefined;
  readonly indexed?: boolean | undefined;
  readonly components?: readonly Parameter[];
}

/** The event as Solidity declares it, with tuples spelt out. */
function declaration(event: AbiEvent): string {
  const argument = ({ type, name, indexed, components }: Parameter): string => {
    const spelt =
      components === undefined ? type : type.replace("tuple", `(${components.map(argument).join(", ")})`);
    return [spelt, indexed ? "indexed" : "", name ?? ""].filter(Boolean).join(" ");
  };
  return `event ${event.name}(${event.inputs.map(argument).join(", ")})`;
}
