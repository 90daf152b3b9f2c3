// Every type of problem that the engine or the main process can answer, read from the sources by TypeScript's own
// checker: the E of each `Result<T, E>`, each type whose name ends in Problem or Refusal, why a changeset is held or
// refused, and what is written as the `reason` of a refusal (there the type says only `string`). Only files that the app
// itself reaches count.

import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..');
const doors = ['renderer/engine/worker.ts', 'electron/main.ts'].map((file) => join(root, file));

/** type → the files that answer it */
export function problemTypes(): ReadonlyMap<string, readonly string[]> {
  const program = ts.createProgram(doors, compilerOptions());
  const checker = program.getTypeChecker();
  const found = new Map<string, Set<string>>();
  for (const source of program.getSourceFiles()) {
    const file = source.fileName.slice(root.length + 1).replaceAll('\\', '/');
    if (!/^(shared|renderer|electron)\//.test(file)) continue;
    const visit = (node: ts.Node): void => {
      for (const type of typesSaidBy(node, checker)) found.set(type, (found.get(type) ?? new Set()).add(file));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return new Map([...found].map(([type, files]) => [type, [...files]]));
}

function typesSaidBy(node: ts.Node, checker: ts.TypeChecker): readonly string[] {
  if (ts.isTypeReferenceNode(node) && node.typeName.getText() === 'Result') {
    const error = node.typeArguments?.[1];
    return error === undefined ? [] : literalTypes(checker.getTypeFromTypeNode(error), checker);
  }
  if (ts.isTypeAliasDeclaration(node) && /(Problem|Refusal|HeldReason|RefusedReason)$/.test(node.name.text))
    return literalTypes(checker.getTypeFromTypeNode(node.type), checker);
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'reason') return writtenTypes(node.initializer, checker);
  return [];
}

/** Of a union of `{ type: 'a' } | { type: 'b' }`: a and b. */
function literalTypes(problem: ts.Type, checker: ts.TypeChecker): readonly string[] {
  return membersOf(problem).flatMap((member) => {
    const type = member.getProperty('type');
    return type === undefined ? [] : literals(checker.getTypeOfSymbol(type));
  });
}

/** Of an object written as `{ type: is ? 'a' : 'b' }`: a and b. */
function writtenTypes(node: ts.Expression, checker: ts.TypeChecker): readonly string[] {
  if (!ts.isObjectLiteralExpression(node)) return [];
  const type = node.properties.find((property) => property.name?.getText() === 'type');
  return type === undefined || !ts.isPropertyAssignment(type)
    ? []
    : literals(checker.getTypeAtLocation(type.initializer));
}

const membersOf = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);
const literals = (type: ts.Type): readonly string[] =>
  membersOf(type).flatMap((member) => (member.isStringLiteral() ? [member.value] : []));

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const asked = {
    ...config.compilerOptions,
    lib: ['es2024', 'dom'],
    types: ['node', 'vite/client'],
    incremental: false,
  };
  return ts.convertCompilerOptionsFromJson(asked, root).options;
}
