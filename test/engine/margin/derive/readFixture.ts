import { readFileSync } from "node:fs";

/** Reads a recorded case file of this topic. The shape is the file's own `columns`. */
export function readFixture<Shape>(name: string): Shape {
  const url = new URL(`../../../fixtures/margin/derive/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")) as Shape;
}
