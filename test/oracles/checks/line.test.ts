import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Line, place } from "../../../src/oracles/checks/line.ts";

const DAY = 86_400;

function lineAt(time: number, order: number | null): Line {
  return { source: "", time, order, price: 100, ahead: null, behind: null };
}

/** Places updates given as [time, order] and says where they went. */
function walk(line: Line, marks: readonly (readonly [number, number | null])[], price = 101) {
  return marks.map(([time, order]) => place(line, { time, order, price }, DAY, false));
}

describe("line of rounds", () => {
  it("follows rounds, and accepts two of them in one block", () => {
    const places = walk(lineAt(1000, 7), [
      [1000, 8],
      [1012, 9],
      [1500, 12],
    ]);
    expect(places.map(({ place }) => place)).toEqual(["next", "next", "gap"]);
  });

  it("starts again at round 1 of a later time", () => {
    expect(walk(lineAt(1000, 700), [[1100, 1]])[0]?.place).toBe("restart");
  });

  it("tells the same update twice from one round with two contents", () => {
    const line = lineAt(1000, 7);
    expect(place(line, { time: 1000, order: 7, price: 100 }, DAY, false).place).toBe("repeat");
    expect(place(line, { time: 1000, order: 7, price: 101 }, DAY, false).place).toBe("conflict");
  });

  it("is not dragged into the future by one update: the next honest one is still next", () => {
    const line = lineAt(1000, 7);
    const [wild, honest] = walk(line, [
      [1000 + 400 * DAY, 8],
      [1060, 8],
    ]);
    expect(wild).toMatchObject({ place: "leap", isNewer: false });
    expect(honest).toMatchObject({ place: "next", isNewer: true, falseLeap: { time: 1000 + 400 * DAY } });
  });

  it("is not held in the future by a wild round number either", () => {
    const [wild, honest, later] = walk(lineAt(1000, 7), [
      [1010, 5_000_000],
      [1020, 8],
      [1030, 9],
    ]);
    expect(wild).toMatchObject({ place: "leap", isNewer: true });
    expect(honest).toMatchObject({ place: "next", isNewer: true, falseLeap: { order: 5_000_000 } });
    expect(later?.place).toBe("next");
  });

  it("believes a leap that a second update confirms", () => {
    const [first, second, third] = walk(lineAt(1000, 7), [
      [1000 + 30 * DAY, 8],
      [1060 + 30 * DAY, 9],
      [1120 + 30 * DAY, 10],
    ]);
    expect(first?.isNewer).toBe(false);
    expect(second).toMatchObject({ place: "next", isNewer: true, falseLeap: null });
    expect(third?.place).toBe("next");
  });

  it("follows three updates in a row that went back and agree", () => {
    const line = lineAt(1000, 700);
    const places = walk(line, [
      [500, 20],
      [510, 21],
      [520, 22],
      [530, 23],
    ]);
    expect(places.map(({ place }) => place)).toEqual(["behind", "behind", "reanchored", "next"]);
    expect(line).toMatchObject({ time: 530, order: 23, behind: null });
  });

  it("calls an orderless update of the same time and price a repeat, but another price next", () => {
    const line = lineAt(1000, null);
    expect(place(line, { time: 1000, order: null, price: 100 }, DAY, false).place).toBe("repeat");
    expect(place(line, { time: 1000, order: null, price: 101 }, DAY, false).place).toBe("next");
  });

  it("lets no three updates in order go by without believing the last, whatever came before", () => {
    const mark = fc.tuple(fc.integer({ min: 1, max: 1e9 }), fc.option(fc.integer({ min: 0, max: 1e9 })));
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 20 }), fc.integer({ min: 1, max: 1e9 }), (wild, start) => {
        const line = lineAt(1000, 7);
        walk(line, wild);
        const honest = [1, 2, 3].map((i) => [start + i, 50 + i] as const);
        expect(walk(line, honest, 99).at(-1)?.isNewer).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
