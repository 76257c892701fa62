/** A place in a sequence of updates. */
export interface Mark {
  readonly time: number;
  /** Round number; null where rounds are not counted. */
  readonly order: number | null;
}

/** How far the rounds of one aggregator have come, and what has been said against it. */
export interface Line {
  readonly source: string;
  time: number;
  order: number | null;
  price: number;
  /** An update far ahead that a second one has not confirmed yet. */
  ahead: Mark | null;
  /** Updates that went back, as long as they agree with each other. */
  behind: { time: number; order: number | null; count: number } | null;
}

export type Place =
  | "first"
  | "next"
  | "gap" // rounds are missing in between
  | "restart" // round 1 again, later in time
  | "repeat" // the same update once more
  | "conflict" // the same round with another price or time
  | "behind" // earlier than what came before
  | "leap" // implausibly far ahead
  | "reanchored"; // several in a row went back and agree: the line follows them

/** Where an update stands against its line. */
export interface Placed {
  readonly place: Place;
  /** Whether the update is newer than everything believed before, so that its price counts. */
  readonly isNewer: boolean;
  /** A leap that this update proves false. */
  readonly falseLeap: Mark | null;
  /** Where the line stood. */
  readonly before: Mark | null;
}

/** A hole of this many rounds in one step is a wrong number sooner than lost logs. */
const LEAP_ROUNDS = 1000;
/** So many updates in a row that went back and agree with each other outvote what came before. */
const REANCHOR_AFTER = 3;

/**
 * Places an update on its line and moves the line. One wrong update can neither drag the line ahead (a second has to
 * confirm a leap) nor hold it there (three that agree take it back), so no later update is lost. Mutates `line`.
 *
 * @param leapSeconds a step longer than this has to be confirmed
 * @param sameRoundIsNext pools and markets report many prices in one block
 */
export function place(
  line: Line,
  mark: Mark & { readonly price: number },
  leapSeconds: number,
  sameRoundIsNext: boolean,
): Placed {
  const before: Mark = { time: line.time, order: line.order };
  const { ahead } = line;
  if (ahead !== null && isNotBefore(mark, ahead)) {
    const place = stepBetween(ahead.order, mark.order);
    follow(line, mark);
    return { place, isNewer: true, falseLeap: null, before };
  }
  line.ahead = null;
  const placed = placeNear(line, mark, leapSeconds, sameRoundIsNext);
  return { ...placed, falseLeap: ahead, before };
}

function placeNear(
  line: Line,
  mark: Mark & { readonly price: number },
  leapSeconds: number,
  sameRoundIsNext: boolean,
): { place: Place; isNewer: boolean } {
  const step = mark.order === null || line.order === null ? null : mark.order - line.order;
  const isLater = mark.time > line.time;
  const isSame = mark.time === line.time && mark.price === line.price;
  if (step === 0 && !sameRoundIsNext) {
    if (isSame) return { place: "repeat", isNewer: false };
    return goBack(line, mark, "conflict");
  }
  if (step !== null && step < 0) {
    if (mark.order === 1 && isLater) {
      follow(line, mark);
      return { place: "restart", isNewer: true };
    }
    return goBack(line, mark, "behind");
  }
  if (mark.time < line.time) return goBack(line, mark, "behind");
  if (step === null && isSame && !sameRoundIsNext) return { place: "repeat", isNewer: false };
  if (mark.time - line.time > leapSeconds) {
    line.ahead = { time: mark.time, order: mark.order };
    return { place: "leap", isNewer: false };
  }
  if (step !== null && step > LEAP_ROUNDS && !sameRoundIsNext) {
    line.ahead = { time: mark.time, order: mark.order };
    line.time = mark.time;
    return { place: "leap", isNewer: true };
  }
  const place = sameRoundIsNext ? "next" : stepBetween(line.order, mark.order);
  follow(line, mark);
  return { place, isNewer: true };
}

function goBack(
  line: Line,
  mark: Mark & { readonly price: number },
  place: "conflict" | "behind",
): { place: Place; isNewer: boolean } {
  const agrees = line.behind !== null && isNotBefore(mark, line.behind);
  const count = agrees && line.behind !== null ? line.behind.count + 1 : 1;
  if (count >= REANCHOR_AFTER) {
    follow(line, mark);
    return { place: "reanchored", isNewer: true };
  }
  line.behind = { time: mark.time, order: mark.order, count };
  const isNewer = mark.time > line.time;
  if (isNewer) line.time = mark.time;
  return { place, isNewer };
}

function follow(line: Line, mark: Mark & { readonly price: number }): void {
  line.time = mark.time;
  line.order = mark.order ?? line.order;
  line.price = mark.price;
  line.ahead = null;
  line.behind = null;
}

function isNotBefore(mark: Mark, other: Mark): boolean {
  return (
    mark.time >= other.time && (mark.order === null || other.order === null || mark.order >= other.order)
  );
}

function stepBetween(from: number | null, to: number | null): "next" | "gap" {
  return from !== null && to !== null && to > from + 1 ? "gap" : "next";
}
