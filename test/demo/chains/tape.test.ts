import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadTape, mergeTapes, parseTape, tapeAddresses } from "../../../demo/chains/tape.ts";
import { ClearspanError } from "../../../src/errors.ts";
import { block, numbered, testAddress } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "clearspan-tape-"));
afterAll(() => rmSync(folder, { recursive: true }));

const log = { address: testAddress(1), topics: [`0x${"11".repeat(32)}`], data: "0x" };
const good = [{ chainId: 957, time: 1_700_000_000, transactions: [{ logs: [log] }] }];

function failure(action: () => unknown): ClearspanError {
  try {
    action();
  } catch (error) {
    if (error instanceof ClearspanError) return error;
    throw error;
  }
  throw new Error("expected a ClearspanError");
}

function load(...lines: string[]) {
  const file = join(folder, "story.jsonl");
  writeFileSync(file, lines.join("\n"));
  return loadTape(file);
}

test("a tape file comes back as it was written, addresses and data in lower case", () => {
  const upper = structuredClone(good);
  upper[0]?.transactions[0]?.logs.splice(0, 1, { ...log, address: `0x${"A".repeat(40)}`, data: "0xABCD" });
  const [first] = load("", ...upper.map((entry) => JSON.stringify(entry)), "");
  expect(first?.transactions[0]?.logs).toEqual([{ ...log, address: `0x${"a".repeat(40)}`, data: "0xabcd" }]);
});

test("a missing file is named", () => {
  const error = failure(() => loadTape(join(folder, "absent.json")));
  expect(error.code).toBe("TAPE_INVALID");
  expect(error.shortMessage).toContain("absent.json");
  expect(error.details).toContain("ENOENT");
});

test.each([
  ["a stray comma", ['{"chainId":957,"time":,}']],
  ["a file that was cut off", ['{"chainId":957,']],
  ["not JSON at all", ["chain 957"]],
])("a line that is not JSON is named: %s", (_, lines) => {
  const error = failure(() => load(JSON.stringify(good[0]), "", ...lines));
  expect(error.code).toBe("TAPE_INVALID");
  expect(error.shortMessage).toContain("story.jsonl, line 3: not valid JSON");
  expect(error.details).toMatch(/JSON/);
});

test("an empty file is an empty tape", () => {
  expect(load("")).toEqual([]);
});

describe("a malformed entry is named by its line and field", () => {
  const withLog = (change: object) => [
    ...good,
    { ...good[0], transactions: [{ logs: [log] }, { logs: [log, { ...log, ...change }] }] },
  ];
  test.each([
    ["address too short", withLog({ address: "0x12" }), "line 2, field transactions[1].logs[1].address"],
    ["topic too short", withLog({ topics: ["0x12"] }), "line 2, field transactions[1].logs[1].topics[0]"],
    [
      "five topics",
      withLog({ topics: Array(5).fill(log.topics[0]) }),
      "field transactions[1].logs[1].topics",
    ],
    ["half a byte", withLog({ data: "0x123" }), "line 2, field transactions[1].logs[1].data"],
    ["no data", withLog({ data: undefined }), "line 2, field transactions[1].logs[1].data"],
    ["no logs", [{ ...good[0], transactions: [{ logs: [] }] }], "line 1, field transactions[0].logs"],
    ["time as text", [{ ...good[0], time: "now" }], "line 1, field time"],
    ["no chain", [{ ...good[0], chainId: undefined }], "line 1, field chainId"],
    ["time runs back", [...good, { ...good[0], time: 1_699_999_999 }], "line 2, field time"],
    ["a list in one line", [good], "line 1: Invalid input: expected object, received array"],
  ])("%s", (_, value, place) => {
    const error = failure(() => load(...value.map((entry) => JSON.stringify(entry))));
    expect(error.code).toBe("TAPE_INVALID");
    expect(error.shortMessage).toContain("story.jsonl");
    expect(error.details).toContain(place);
  });

  test("in memory, by its number", () => {
    const error = failure(() => parseTape([...good, { ...good[0], chainId: 0 }], "the story"));
    expect(error.shortMessage).toContain("the story");
    expect(error.details).toContain("entry 1, field chainId");
    expect(failure(() => parseTape({ blocks: good })).details).toContain("the whole: ");
  });

  test("many faults are cut to five lines and a count", () => {
    const error = failure(() => parseTape(Array.from({ length: 9 }, () => ({ ...good[0], time: -1 }))));
    expect(error.details?.split("\n")).toHaveLength(6);
    expect(error.details).toContain("and 4 more");
  });
});

test("time may stand still within a chain and run back between chains", () => {
  const tape = [block(42161, 20), block(957, 10), block(42161, 20)];
  expect(parseTape(tape)).toEqual(tape);
});

test("merged tapes are ordered by time, equal times by the order of the tapes", () => {
  const first = [block(957, 10, numbered(1)), block(957, 30, numbered(2))];
  const second = [block(957, 10, numbered(3)), block(42161, 20, numbered(4))];
  expect(mergeTapes(first, second)).toEqual([first[0], second[0], second[1], first[1]]);
});

test("the addresses of a chain are listed once and do not include those of another chain", () => {
  const tape = [
    block(957, 10, numbered(1, testAddress(1)), numbered(2, testAddress(2))),
    block(957, 20, numbered(3, testAddress(1))),
    block(42161, 20, numbered(4, testAddress(3))),
  ];
  expect(tapeAddresses(tape, 957)).toEqual([testAddress(1), testAddress(2)]);
});
