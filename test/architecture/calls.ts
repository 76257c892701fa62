import ts from "typescript";
import type { Files } from "./files.ts";

const STORE_METHODS = new Set(["insert", "update", "delete"]);

/** `path:line` of every node of some files that `test` picks. */
function nodes(files: Files, test: (node: ts.Node, source: ts.SourceFile) => boolean): string[] {
  return [...files].flatMap(([path, text]) => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (test(node, source)) {
        found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** Names under which a file knows the schema's tables. */
function tableNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    if (!/ponder[:.]schema(\.ts)?$/.test(statement.moduleSpecifier.text)) continue;
    const { name, namedBindings } = statement.importClause ?? {};
    if (name !== undefined) names.add(name.text);
    if (namedBindings !== undefined) {
      if (ts.isNamespaceImport(namedBindings)) names.add(namedBindings.name.text);
      else for (const one of namedBindings.elements) names.add(one.name.text);
    }
  }
  return names;
}

/** Calls that write a table: `insert`, `update` or `delete` of something imported from the schema. */
export function tableWrites(files: Files): string[] {
  const known = new WeakMap<ts.SourceFile, Set<string>>();
  return nodes(files, (node, source) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
    const [table] = node.arguments;
    if (table === undefined || !STORE_METHODS.has(node.expression.name.text)) return false;
    const tables = known.get(source) ?? tableNames(source);
    known.set(source, tables);
    const [name = ""] = table.getText().split(/[.[]/);
    return tables.has(name);
  });
}

/** Uses of a store's raw SQL: `db.sql`, `context.db.sql`, `store.sql`. */
export function rawSql(files: Files): string[] {
  return nodes(
    files,
    (node) =>
      ts.isPropertyAccessExpression(node) &&
      node.name.text === "sql" &&
      /(^|\.)(db|store)$/.test(node.expression.getText()),
  );
}

/** Every `any` that is a type, casts among them. */
export function anyTypes(files: Files): string[] {
  const suspects = new Map([...files].filter(([, text]) => /\bany\b/.test(text)));
  return nodes(suspects, (node) => node.kind === ts.SyntaxKind.AnyKeyword);
}
