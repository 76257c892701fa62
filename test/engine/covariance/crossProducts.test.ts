import { expect, it } from "vitest";
import { crossProducts } from "../../../engine/covariance/crossProducts.ts";
import { uniform } from "../solvers/randomPrograms.ts";

it.each([1, 2, 3, 4, 5, 6, 7])(
  "%i columns: every entry is the plain sum over the rows, to the bit",
  (size) => {
    const random = uniform(size);
    const columns = Array.from({ length: size }, () =>
      Float64Array.from({ length: 23 }, () => random() - 0.5),
    );
    const { values } = crossProducts(columns, 22);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let sum = 0;
        columns[i]?.forEach((value, t) => {
          sum += value * (columns[j]?.[t] ?? Number.NaN);
        });
        expect(values[i * size + j]).toBe(sum / 22);
      }
    }
  },
);
