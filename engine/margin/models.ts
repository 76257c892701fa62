import type { Result } from "../result.ts";
import { standardOptionMargin } from "./deribitStandard.ts";
import { pm2Margin } from "./derive/pm2.ts";
import type { Pm2Parameters } from "./derive/pm2Parameters.ts";
import type { Pm2Account } from "./derive/pm2Portfolio.ts";
import { type PmrmAccount, pmrmMargin } from "./derive/pmrm.ts";
import type { PmrmParameters } from "./derive/pmrmParameters.ts";
import { standardMargin } from "./derive/standard.ts";
import { gmxV2Margin } from "./gmxV2.ts";
import { gTradeMargin } from "./gTrade.ts";
import { lyraV1Margin } from "./lyraV1.ts";
import type { GridDefinition } from "./openGrid/definition.ts";
import { openGridMargin } from "./openGrid/openGrid.ts";
import type { GridLeg } from "./openGrid/scan.ts";
import { gammaVaultMargin } from "./opynGamma.ts";
import { panopticMargin } from "./panoptic/panoptic.ts";
import { perpV2Margin } from "./perpV2.ts";
import { premiaMargin } from "./premia.ts";
import type { MarginReport } from "./report.ts";
import { squeethVaultMargin } from "./squeeth.ts";
import { synthetixPerpsV2Margin } from "./synthetixPerpsV2.ts";

interface PmrmRequest {
  readonly account: PmrmAccount;
  readonly parameters: PmrmParameters;
}

interface Pm2Request {
  readonly account: Pm2Account;
  readonly parameters: Pm2Parameters;
}

interface OpenGridRequest {
  readonly legs: readonly GridLeg[];
  readonly definition: GridDefinition;
  readonly equityUsd: number;
}

/**
 * Every margin model that is supported, by name; each takes one request and answers a report for one netting set.
 * A new model is one file and one line here.
 */
export const MARGIN_MODELS = {
  "derive-pm2": ({ account, parameters }: Pm2Request) => pm2Margin(account, parameters),
  "derive-pmrm": ({ account, parameters }: PmrmRequest) => pmrmMargin(account, parameters),
  "derive-standard": standardMargin,
  "gmx-v2": gmxV2Margin,
  "gtrade-v10": gTradeMargin,
  "lyra-v1": lyraV1Margin,
  "open-grid": ({ legs, definition, equityUsd }: OpenGridRequest) =>
    openGridMargin(legs, definition, equityUsd),
  "opyn-gamma": gammaVaultMargin,
  "panoptic-v2": panopticMargin,
  "perp-v2": perpV2Margin,
  "premia-v3": premiaMargin,
  squeeth: squeethVaultMargin,
  "standard-option": standardOptionMargin,
  "synthetix-perps-v2": synthetixPerpsV2Margin,
} as const satisfies Record<string, (request: never) => Result<MarginReport>>;

/** Name of a supported margin model. */
export type MarginModel = keyof typeof MARGIN_MODELS;

/** What a margin model asks for. */
export type MarginRequest<Model extends MarginModel> = Parameters<(typeof MARGIN_MODELS)[Model]>[0];
