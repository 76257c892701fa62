/** Order of texts by code unit: the same on every machine, unlike an order by language. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
