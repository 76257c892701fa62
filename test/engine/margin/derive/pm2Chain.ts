import { startChecks } from "../../../../engine/margin/derive/checks.ts";
import type { Pm2Parameters } from "../../../../engine/margin/derive/pm2Parameters.ts";
import type { Pm2Account } from "../../../../engine/margin/derive/pm2Portfolio.ts";
import { fromFixed18 } from "../../../../engine/margin/derive/raw.ts";
import {
  pm2AccountFromRaw,
  pm2ParametersFromRaw,
  type RawPm2Holdings,
  type RawPm2Parameters,
  type RawPm2Quotes,
} from "../../../../engine/margin/derive/rawPm2.ts";
import { readFixture } from "./readFixture.ts";
import { value } from "./value.ts";

export interface ChainSnapshot extends RawPm2Parameters, RawPm2Quotes {
  readonly block: number;
}

interface ChainFile {
  snapshots: Record<string, ChainSnapshot>;
  cases: (RawPm2Holdings & {
    name: string;
    snapshot: string;
    chain: { IM: string; MM: string; mtm: string; worstScenarioIndex: number };
  })[];
}

const file = readFixture<ChainFile>("pm2-chain-cases");

export function chainSnapshot(name: string): ChainSnapshot {
  const snapshot = file.snapshots[name];
  if (snapshot === undefined) throw new Error(`no snapshot ${name}`);
  return snapshot;
}

function usd(raw: string): number {
  return fromFixed18(startChecks(), "chain", raw);
}

/** Margins that the deployed libraries returned, with everything that went in. */
export const chainCases: {
  name: string;
  account: Pm2Account;
  parameters: Pm2Parameters;
  chain: { im: number; mm: number; mtm: number; worst: number };
}[] = file.cases.map((c) => ({
  name: c.name,
  account: value(pm2AccountFromRaw(chainSnapshot(c.snapshot), c)),
  parameters: value(pm2ParametersFromRaw(chainSnapshot(c.snapshot))),
  chain: {
    im: usd(c.chain.IM),
    mm: usd(c.chain.MM),
    mtm: usd(c.chain.mtm),
    worst: c.chain.worstScenarioIndex,
  },
}));

/** The chain case with a given name. */
export function chainCase(name: string) {
  const found = chainCases.find((c) => c.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
}
