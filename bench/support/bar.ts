/** Prints one line for a bar that the project sets itself: what was measured, what is asked, and whether it is met. */
export function printBar(name: string, measuredMs: number, limitMs: number, how = ""): void {
  const verdict = measuredMs <= limitMs ? "met" : "MISSED";
  const limit = `at most ${limitMs.toFixed(1)} ms${how}`;
  console.log(`bar: ${name}: ${measuredMs.toFixed(2)} ms, ${limit}: ${verdict}`);
}
