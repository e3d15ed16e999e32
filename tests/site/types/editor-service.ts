/** The editor's language service outside of a browser: Monaco's own worker, on the types that it is given. */
import { compilerOptions, exerciseRoot, modulesRoot } from '../../../site/exercise/editor/compiler-options.ts';
import { importedNames } from '../../../site/exercise/editor/types.ts';
import type { CollectedTypes } from '../../../site/types/collect.ts';

interface Worker {
  getSemanticDiagnostics(file: string): Promise<{ code: number; messageText: string | { messageText: string } }[]>;
  getQuickInfoAtPosition(file: string, position: number): Promise<{ displayParts: { text: string }[]; documentation: { text: string }[] }>; // prettier-ignore
}

const place = '../../../node_modules/monaco-editor/esm/vs/languages/features/typescript/tsWorker.js';
const { TypeScriptWorker } = (await import(/* @vite-ignore */ place)) as {
  TypeScriptWorker: new (context: object, data: object) => Worker;
};

export function createEditorService({ chunks, needs }: CollectedTypes, files: Record<string, string>) {
  const wanted = ['node', ...Object.values(files).flatMap(importedNames)].flatMap((name) => needs[name] ?? []);
  const extraLibs = Object.fromEntries(
    [...new Set(wanted)]
      .flatMap((chunk) => Object.entries(chunks[chunk]!))
      .map(([path, content]) => [modulesRoot + path, { content, version: 1 }]),
  );
  const models = Object.entries(files).map(([path, text]) => ({
    uri: { toString: () => exerciseRoot + path, path: `/exercise/${path}` },
    version: 1,
    getValue: () => text,
  }));
  const options = { ...compilerOptions, noImplicitAny: true };
  const worker = new TypeScriptWorker({ getMirrorModels: () => models }, { compilerOptions: options, extraLibs });
  return {
    async faults(path: string): Promise<string[]> {
      const found = await worker.getSemanticDiagnostics(exerciseRoot + path);
      return found.map(
        ({ code, messageText: text }) => `${code} ${typeof text === 'string' ? text : text.messageText}`,
      );
    },
    async hover(path: string, at: string): Promise<{ type: string; says: string }> {
      const info = await worker.getQuickInfoAtPosition(exerciseRoot + path, files[path]!.indexOf(at));
      const joined = (parts: { text: string }[] = []) => parts.map(({ text }) => text).join('');
      return { type: joined(info?.displayParts), says: joined(info?.documentation) };
    },
  };
}
