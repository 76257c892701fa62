import { cadenceChange } from "../checks/cadenceChange.ts";
import { clamp } from "../checks/clamp.ts";
import { crossChain } from "../checks/crossChain.ts";
import { crossSource } from "../checks/crossSource.ts";
import { depeg, singleVenueDepeg } from "../checks/depeg.ts";
import { flashSizeMove } from "../checks/flashSizeMove.ts";
import { frozen } from "../checks/frozen.ts";
import { invalid } from "../checks/invalid.ts";
import { jump } from "../checks/jump.ts";
import { observerDispersion } from "../checks/observerDispersion.ts";
import { outOfOrder } from "../checks/outOfOrder.ts";
import { rateBound } from "../checks/rateBound.ts";
import { roundGap } from "../checks/roundGap.ts";
import type { Look, RuleIdentity, UpdateRule } from "../checks/rule.ts";
import { scaleError } from "../checks/scaleError.ts";
import { sequencer } from "../checks/sequencer.ts";
import { staleObservation } from "../checks/staleObservation.ts";
import { twapDeviation } from "../checks/twapDeviation.ts";
import { twapWindow } from "../checks/twapWindow.ts";
import type { Verdict } from "../checks/verdict.ts";
import { wideConfidence } from "../checks/wideConfidence.ts";

/** Every rule with numbers of its own; feeds' promises (heartbeat, band, bounds, caps) are in their profiles. */
const withParameters = {
  cadenceChange,
  clamp,
  crossChain,
  crossSource,
  depeg,
  flashSizeMove,
  frozen,
  invalid,
  jump,
  observerDispersion,
  rateBound,
  scaleError,
  sequencer,
  singleVenueDepeg,
  staleObservation,
  twapDeviation,
  twapWindow,
  wideConfidence,
};

/** The rules' fixed defaults, by rule. */
export type RuleParameters = {
  readonly [Name in keyof typeof withParameters]: (typeof withParameters)[Name]["parameters"];
};
export type ParameterOverrides = { readonly [Name in keyof RuleParameters]?: Partial<RuleParameters[Name]> };

/** An update rule with its parameters filled in. */
export interface BoundRule extends RuleIdentity {
  readonly look: (look: Look) => Verdict;
}

export interface Rules {
  readonly parameters: RuleParameters;
  /** Looked at for every update, even one that came too late to count. */
  readonly always: readonly BoundRule[];
  readonly invalid: BoundRule;
  readonly scaleError: BoundRule;
  /** Looked at for newer updates, whatever their scale. */
  readonly newer: readonly BoundRule[];
  /** Looked at for newer updates on the feed's own scale. */
  readonly onScale: readonly BoundRule[];
}

/** The defaults of every rule, with what a caller overrides. */
export function parametersOf(overrides: ParameterOverrides = {}): RuleParameters {
  const p = withParameters;
  return {
    cadenceChange: { ...p.cadenceChange.parameters, ...overrides.cadenceChange },
    clamp: { ...p.clamp.parameters, ...overrides.clamp },
    crossChain: { ...p.crossChain.parameters, ...overrides.crossChain },
    crossSource: { ...p.crossSource.parameters, ...overrides.crossSource },
    depeg: { ...p.depeg.parameters, ...overrides.depeg },
    flashSizeMove: { ...p.flashSizeMove.parameters, ...overrides.flashSizeMove },
    frozen: { ...p.frozen.parameters, ...overrides.frozen },
    invalid: { ...p.invalid.parameters, ...overrides.invalid },
    jump: { ...p.jump.parameters, ...overrides.jump },
    observerDispersion: { ...p.observerDispersion.parameters, ...overrides.observerDispersion },
    rateBound: { ...p.rateBound.parameters, ...overrides.rateBound },
    scaleError: { ...p.scaleError.parameters, ...overrides.scaleError },
    sequencer: { ...p.sequencer.parameters, ...overrides.sequencer },
    singleVenueDepeg: { ...p.singleVenueDepeg.parameters, ...overrides.singleVenueDepeg },
    staleObservation: { ...p.staleObservation.parameters, ...overrides.staleObservation },
    twapDeviation: { ...p.twapDeviation.parameters, ...overrides.twapDeviation },
    twapWindow: { ...p.twapWindow.parameters, ...overrides.twapWindow },
    wideConfidence: { ...p.wideConfidence.parameters, ...overrides.wideConfidence },
  };
}

export function rulesOf(overrides: ParameterOverrides = {}): Rules {
  const p = parametersOf(overrides);
  return {
    parameters: p,
    always: [
      bind(outOfOrder, {}),
      bind(roundGap, {}),
      bind(wideConfidence, p.wideConfidence),
      bind(observerDispersion, p.observerDispersion),
      bind(staleObservation, p.staleObservation),
      bind(twapWindow, p.twapWindow),
    ],
    invalid: bind(invalid, p.invalid),
    scaleError: bind(scaleError, p.scaleError),
    newer: [
      bind(jump, p.jump),
      bind(rateBound, p.rateBound),
      bind(flashSizeMove, p.flashSizeMove),
      bind(depeg, p.depeg),
      bind(singleVenueDepeg, p.singleVenueDepeg),
    ],
    onScale: [bind(frozen, p.frozen), bind(cadenceChange, p.cadenceChange)],
  };
}

function bind<Parameters>(rule: UpdateRule<Parameters>, parameters: Parameters): BoundRule {
  const { name, openAfter, closeAfter } = rule;
  return { name, openAfter, closeAfter, look: (look) => rule.look(look, parameters) };
}
