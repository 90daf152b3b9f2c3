// Which texts the sources ask for. Read from their syntax: every string and template is a possible key, and a call of
// `t` must find its own. A key composed at run time (`state.${state}`) uses all that fit; a whole namespace asked for
// by a word (`errors:${type}`) or read as a file uses the keys whose word stands somewhere in the sources.

import ts from 'typescript';

export interface Source {
  readonly file: string;
  readonly text: string;
}

/** Keys as `<namespace>:<dotted key>`, plural forms taken off. */
export interface Usage {
  /** sentences about keys that are asked for and not there */
  readonly missing: readonly string[];
  readonly orphans: readonly string[];
}

interface Asked {
  /** literal parts around the holes; one part: a plain string */
  readonly parts: readonly string[];
  /** of the file: where a key without namespace may be looked up; empty: anywhere */
  readonly namespaces: readonly string[];
  readonly isCall: boolean;
  readonly where: string;
}

export function usageOf(sources: readonly Source[], keys: ReadonlySet<string>): Usage {
  const words = new Set<string>();
  const asked = sources.flatMap((source) => askedIn(source, words));
  const filesRead = new Set(asked.flatMap(({ parts }) => namespaceRead(parts.join('*'))));
  const used = new Set<string>();
  const missing: string[] = [];
  for (const question of asked) {
    const found = isWholeNamespace(question) ? keysByWord(question, keys, words) : keysFor(question, keys);
    for (const key of found) used.add(key);
    if (question.isCall && found.length === 0) missing.push(`${question.where} asks for ${question.parts.join('…')}`);
  }
  const isRead = (key: string): boolean => filesRead.has(namespaceOf(key)) && words.has(key.split(/[:.]/).at(-1) ?? '');
  return { missing, orphans: [...keys].filter((key) => !used.has(key) && !isRead(key)) };
}

const namespaceOf = (key: string): string => key.slice(0, key.indexOf(':'));

/** The namespace of a path such as `#resources/locales/es/menu.json`. */
const namespaceRead = (path: string): string[] => {
  const namespace = /locales\/[^/]+\/([\w-]+)\.json$/.exec(path)?.[1];
  return namespace === undefined ? [] : [namespace];
};

const isWholeNamespace = ({ parts: [first = '', ...rest] }: Asked): boolean =>
  rest.length > 0 && /^[\w-]+:$/.test(first) && rest.every((part) => !/\w/.test(part));

function keysByWord(
  { parts: [namespace = ''] }: Asked,
  keys: ReadonlySet<string>,
  words: ReadonlySet<string>,
): string[] {
  return [...keys].filter(
    (key) => key.startsWith(namespace) && words.has(key.slice(namespace.length).split('.')[0] ?? ''),
  );
}

function keysFor({ parts, namespaces, isCall }: Asked, keys: ReadonlySet<string>): string[] {
  if (!isCall && parts.length > 1 && parts.join('').replace(/\W/g, '').length < 3) return [];
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.+');
  const hasNamespace = parts[0]?.includes(':') === true;
  const spaces = namespaces.length === 0 ? '[\\w-]+' : `(?:${namespaces.join('|')})`;
  const pattern = new RegExp(hasNamespace ? `^${escaped}$` : `^${spaces}:${escaped}$`);
  if (parts.length === 1 && hasNamespace) return keys.has(parts[0] ?? '') ? [parts[0] ?? ''] : [];
  return [...keys].filter((key) => pattern.test(key));
}

function askedIn({ file, text }: Source, words: Set<string>): Asked[] {
  const tree = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const namespaces = namespacesIn(tree);
  const asked: Asked[] = [];
  const visit = (node: ts.Node): void => {
    const parts = partsOf(node);
    if (parts !== undefined) {
      if (parts.length === 1) words.add(parts[0] ?? '');
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
      // A call has the namespaces of its file; a string that is no call may be handed to a `t` elsewhere.
      const isCall = isKeyOfCall(node);
      asked.push({ parts, namespaces: isCall ? namespaces : [], isCall, where: `${file}:${line + 1}` });
    } else if (ts.isIdentifier(node)) words.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return asked;
}

/** The literal parts of a string or template; undefined for any other node. */
function partsOf(node: ts.Node): readonly string[] | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
}

/** The first argument of `t(…)` or `….t(…)`, or the `i18nKey` of a Trans. */
function isKeyOfCall(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isJsxAttribute(parent)) return parent.name.getText() === 'i18nKey';
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  const { expression } = parent;
  return ts.isIdentifier(expression)
    ? expression.text === 't'
    : ts.isPropertyAccessExpression(expression) && expression.name.text === 't';
}

/** Those named by `useTranslation('form')`, `useTranslation(['form', 'app'])`, `TFunction<'form'>`. */
function namespacesIn(tree: ts.SourceFile): readonly string[] {
  const found = new Set<string>();
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) found.add(node.text);
    ts.forEachChild(node, collect);
  };
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      /^(useTranslation|getFixedT)$/.test(node.expression.getText().replace(/^.*\./, ''))
    ) {
      const namespaces = node.expression.getText().endsWith('getFixedT') ? node.arguments[1] : node.arguments[0];
      if (namespaces === undefined) found.add('app');
      else collect(namespaces);
    } else if (ts.isTypeReferenceNode(node) && node.typeName.getText() === 'TFunction')
      node.typeArguments?.forEach(collect);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return [...found];
}
