import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const project = path.resolve(import.meta.dirname, '..');
const rooms = ['exercises', 'lessons', 'sandbox', 'site', 'scripts', 'tests'];
const mayImport: Record<string, string[]> = {
  exercises: [],
  lessons: [],
  sandbox: [],
  site: ['sandbox', 'lessons', 'exercises'],
  scripts: ['sandbox', 'site'],
  tests: rooms,
};

const sources = globSync(
  rooms.map((room) => `${room}/**/*.{ts,tsx,mjs}`),
  { cwd: project },
)
  // Suites that are graded in tests are material: some go round in a circle on purpose.
  .filter((file) => !file.endsWith('.d.ts') && !file.startsWith('tests/parity/vitest/suites/'))
  .map((file) => ({ file, tree: parse(file) }));
const edges = sources.flatMap(({ file, tree }) => imports(tree).map((edge) => ({ file, ...edge })));
/** The files outside of the tests that import such a module at run time. */
const importers = (specifier: RegExp) =>
  new Set(
    edges
      .filter((edge) => !edge.typeOnly && !edge.file.startsWith('tests/') && specifier.test(edge.specifier))
      .map(({ file }) => file),
  );
const within = (file: string) => (room: string) => file.startsWith(`${room}/`);

describe('imports', () => {
  test('run one way between the rooms', () => {
    const wrong = edges.flatMap(({ file, specifier }) => {
      const target = specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : '';
      const from = rooms.find(within(file))!;
      const to = rooms.find(within(target));
      const outside = from === 'exercises' && to === 'exercises' && target.split('/')[1] !== file.split('/')[1];
      return outside || (to && to !== from && !mayImport[from]!.includes(to)) ? [`${file} imports ${target}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    [/^monaco-editor(\/|$)/, 'Monaco'],
    [/^@webcontainer\/api$/, 'the WebContainer API'],
  ])('keep %s in one file (%s)', (specifier) => {
    expect([...importers(specifier)].slice(1)).toEqual([]);
  });

  test("keep Vitest's internals in one folder", () => {
    const outside = [...importers(/^vitest\/internal\//)].filter((file) => !file.startsWith('sandbox/embedded/vitest'));
    expect(outside).toEqual([]);
  });

  test('make no circles', () => {
    expect(circles()).toEqual([]);
  });
});

describe('size', () => {
  test('a file has at most 300 lines, the suites of exercises apart', () => {
    // A learner reads one suite with one exercise.
    const suite = (file: string) => file.startsWith('exercises/') && file.endsWith('.test.ts');
    const long = sources.filter(({ file, tree }) => !suite(file) && lineOf(tree, tree.end) > 301);
    expect(long.map(({ file, tree }) => `${file}: ${lineOf(tree, tree.end)}`)).toEqual([]);
  });

  test('a function has at most 60 lines', () => {
    const long: string[] = [];
    for (const { file, tree } of sources.filter((source) => !/\.(test|spec)\.ts$/.test(source.file))) {
      visit(tree, (node) => {
        const lines = ts.isFunctionLike(node) ? lineOf(tree, node.end) - lineOf(tree, node.getStart(tree)) + 1 : 0;
        if (lines > 60) long.push(`${file}, line ${lineOf(tree, node.getStart(tree))}: ${lines} lines`);
      });
    }
    expect(long).toEqual([]);
  });
});

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(path.join(project, file), 'utf8'), ts.ScriptTarget.Latest, false);
}

function imports(tree: ts.SourceFile): { specifier: string; typeOnly: boolean; dynamic: boolean }[] {
  const found: { specifier: string; typeOnly: boolean; dynamic: boolean }[] = [];
  visit(tree, (node) => {
    const declared = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node : undefined;
    if (declared?.moduleSpecifier && ts.isStringLiteral(declared.moduleSpecifier)) {
      found.push({ specifier: declared.moduleSpecifier.text, typeOnly: isTypeOnly(declared), dynamic: false });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [first] = node.arguments;
      if (first && ts.isStringLiteral(first)) found.push({ specifier: first.text, typeOnly: false, dynamic: true });
    }
  });
  return found;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (!clause) return false;
  const names =
    clause.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : undefined;
  return clause.isTypeOnly || (!clause.name && !!names?.length && names.every((name) => name.isTypeOnly));
}

/** Every way back to a file over static imports of values, each told once. */
function circles(): string[] {
  const files = new Set(sources.map(({ file }) => file));
  const graph = Map.groupBy(
    edges.filter(({ typeOnly, dynamic, specifier }) => !typeOnly && !dynamic && specifier.startsWith('.')),
    ({ file }) => file,
  );
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: string[]) => {
    if (trail.includes(file)) found.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
    if (done.has(file) || trail.includes(file)) return;
    for (const { specifier } of graph.get(file) ?? []) {
      const target = path.join(path.dirname(file), specifier);
      if (files.has(target)) walk(target, [...trail, file]);
    }
    done.add(file);
  };
  for (const file of files) walk(file, []);
  return found;
}

const lineOf = (tree: ts.SourceFile, position: number) => tree.getLineAndCharacterOfPosition(position).line + 1;

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}
