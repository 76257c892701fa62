import type { Result } from "../../../engine/result.ts";

/** The value of a result that must hold; its issues are the failure's message. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join("; "));
  return result.value;
}

/** The fields that a failed result names. */
export function fields(result: Result<unknown>): (string | undefined)[] {
  return result.ok ? [] : result.issues.map(({ field }) => field);
}

/** Deterministic uniform numbers in (0, 1), 32 bits each (mulberry32). */
export function uniforms(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

/** Deterministic standard normal numbers (Box-Muller). */
export function normals(seed: number): () => number {
  const uniform = uniforms(seed);
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
