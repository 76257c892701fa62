import type { MarginModel } from "../../engine/margin/models.ts";
import type { Calculation } from "../calculation.ts";
import { derivePm2 } from "../margin/derivePm2.ts";
import { derivePmrm } from "../margin/derivePmrm.ts";
import { deriveStandard } from "../margin/deriveStandard.ts";
import { gmxV2 } from "../margin/gmxV2.ts";
import { gTrade } from "../margin/gTrade.ts";
import { lyraV1 } from "../margin/lyraV1.ts";
import { openGrid } from "../margin/openGrid.ts";
import { opynGamma } from "../margin/opynGamma.ts";
import { panoptic } from "../margin/panoptic.ts";
import { perpV2 } from "../margin/perpV2.ts";
import { premia } from "../margin/premia.ts";
import { squeeth } from "../margin/squeeth.ts";
import { standardOption } from "../margin/standardOption.ts";
import { synthetixPerpsV2 } from "../margin/synthetixPerpsV2.ts";

/** Every margin model of the engine as it is asked on the command line; a model that is missing does not compile. */
export const marginModels: Readonly<Record<MarginModel, Calculation>> = {
  "derive-pm2": derivePm2,
  "derive-pmrm": derivePmrm,
  "derive-standard": deriveStandard,
  "gmx-v2": gmxV2,
  "gtrade-v10": gTrade,
  "lyra-v1": lyraV1,
  "open-grid": openGrid,
  "opyn-gamma": opynGamma,
  "panoptic-v2": panoptic,
  "perp-v2": perpV2,
  "premia-v3": premia,
  squeeth,
  "standard-option": standardOption,
  "synthetix-perps-v2": synthetixPerpsV2,
};
