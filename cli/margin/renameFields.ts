import type { Issue } from "../../engine/result.ts";

/** Issues of an engine request in the words of the input that it was made from; `names` are path beginnings. */
export function renameFields(
  issues: readonly Issue[],
  names: readonly (readonly [engine: string, own: string])[],
): Issue[] {
  return issues.map((issue) => {
    const { field, message } = issue;
    const found = names.find(([engine]) => field?.startsWith(engine));
    if (field === undefined || found === undefined) return issue;
    const own = field.replace(...found);
    return { ...issue, field: own, message: message.replace(field, own) };
  });
}
