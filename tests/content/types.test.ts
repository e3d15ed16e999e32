import { existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { foldersIn, readFolder, root } from './read.ts';

/**
 * Solutions and other right answers lie on top of the starter, so a file that they do not replace is not beside them.
 * This checks their types as if it were: `./login.ts` in alt/x means alt/x/, then solution/, then the starter's.
 */
const answer = /^(.*\/exercises\/[^/]+)\/(?:solution|alt\/[^/]+)(\/.*)$/;

function resolveBelow(specifier: string, importer: string): string | undefined {
  const [, exercise, inside] = answer.exec(importer) ?? [];
  if (!exercise || !inside || !specifier.startsWith('.')) return undefined;
  const wanted = path.posix.join(path.posix.dirname(inside), specifier);
  return [`${exercise}/solution${wanted}`, `${exercise}${wanted}`].find((file) => existsSync(file));
}

test('every right answer has the types right', () => {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const files = foldersIn('exercises').flatMap((slug) =>
    Object.keys(readFolder(`exercises/${slug}`))
      .map((file) => path.posix.join(root, 'exercises', slug, file))
      .filter((file) => file.endsWith('.ts') && answer.test(file)),
  );
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (literals, importer, _redirect, settings) =>
    literals.map(({ text }) => {
      const found = ts.resolveModuleName(text, importer, settings, host);
      const below = found.resolvedModule ? undefined : resolveBelow(text, importer);
      if (!below) return found;
      return { resolvedModule: { resolvedFileName: below, extension: '.ts', isExternalLibraryImport: false } };
    });

  const program = ts.createProgram(files, { ...options, noEmit: true }, host);
  const faults = files.flatMap((file) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ file: at, start, messageText }) => {
      const line = at && start !== undefined ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${path.relative(root, file)}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    }),
  );

  expect(files.length).toBeGreaterThan(0);
  expect(faults).toEqual([]);
});
