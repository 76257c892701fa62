/** The newest values of a series, at most `capacity` of them; plain data, so that it can be stored. */
export interface Ring {
  readonly capacity: number;
  readonly values: number[];
  /** Where the next value goes once the ring is full: the place of the oldest. */
  next: number;
}

export function newRing(capacity: number): Ring {
  return { capacity, values: [], next: 0 };
}

export function push(ring: Ring, value: number): void {
  if (ring.values.length < ring.capacity) {
    ring.values.push(value);
    return;
  }
  ring.values[ring.next] = value;
  ring.next = (ring.next + 1) % ring.capacity;
}

/** Oldest first. */
export function inOrder(ring: Ring): number[] {
  return [...ring.values.slice(ring.next), ...ring.values.slice(0, ring.next)];
}
