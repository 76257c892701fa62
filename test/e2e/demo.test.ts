import { afterAll, beforeAll } from "vitest";
import { badInputTests } from "./demo/badInput.ts";
import { mandateTests } from "./demo/mandates.ts";
import { proposalTests } from "./demo/proposal.ts";
import { reportTests } from "./demo/report.ts";
import { schemaTests } from "./demo/schema.ts";
import { DemoStage, TIMEOUT } from "./demo/stage.ts";
import { stressTests } from "./demo/stress.ts";

const stage = new DemoStage();

beforeAll(() => stage.start(), 2 * TIMEOUT);
afterAll(() => stage.stop());

reportTests(stage);
proposalTests(stage);
mandateTests(stage);
stressTests(stage);
badInputTests(stage);
// Last: it lets the chains go on.
schemaTests(stage);
