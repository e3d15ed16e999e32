import type { Fault, Hit } from '../types.ts';
import { readYaml, type Path, type YamlSource } from '../yaml-source.ts';

/** One object of the files. */
export interface Manifest extends YamlSource {
  file?: string;
  kind: string;
  name: string;
  namespace: string;
  /** Where the spec of its pods is; absent where it has none. */
  pod?: Path;
  /** Where the labels of its pods are. */
  podLabels?: Path;
}

export interface Container {
  name: string;
  manifest: Manifest;
  get(...path: Path): unknown;
  list(...path: Path): unknown[];
  path(...path: Path): Path;
}

const templates: Record<string, Path> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

/** Kinds whose pods answer requests for as long as they live. */
export const lasting = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** All objects of one file, or of several by their names. */
export function readManifests(files: string | Record<string, string>): { source: Manifest[]; faults: Fault[] } {
  const named = typeof files === 'string' ? [[undefined, files] as const] : Object.entries(files);
  const source: Manifest[] = [];
  const faults: Fault[] = [];
  for (const [file, text] of named) {
    const read = readYaml(text);
    const own = file === undefined ? {} : { file };
    faults.push(...read.faults.map((fault) => ({ ...fault, ...own })));
    for (const one of read.source) {
      if (one.get() !== null && one.get() !== undefined) source.push({ ...manifest(one), ...own });
    }
  }
  return { source, faults };
}

function manifest(yaml: YamlSource): Manifest {
  const kind = text(yaml.get('kind'));
  const template = templates[kind];
  return {
    ...yaml,
    kind,
    name: text(yaml.get('metadata', 'name')),
    namespace: text(yaml.get('metadata', 'namespace')),
    ...(template && { pod: [...template, 'spec'], podLabels: [...template, 'metadata', 'labels'] }),
  };
}

export const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export const ofKind = (manifests: Manifest[], ...kinds: string[]): Manifest[] =>
  manifests.filter(({ kind }) => kinds.includes(kind));

/** The containers of an object's pods. */
export function containers(manifest: Manifest): Container[] {
  const { pod } = manifest;
  if (!pod) return [];
  return manifest.list(...pod, 'containers').map((one, index): Container => {
    const path = (...inner: Path): Path => [...pod, 'containers', index, ...inner];
    return {
      name: String((one as { name?: string } | null)?.name ?? index + 1),
      manifest,
      path,
      get: (...inner) => manifest.get(...path(...inner)),
      list: (...inner) => manifest.list(...path(...inner)),
    };
  });
}

/** A finding at a place of an object. */
export const at = (manifest: Manifest, path: Path, problem: string): Hit => ({
  ...(manifest.file !== undefined && { file: manifest.file }),
  line: manifest.line(...path),
  column: manifest.column(...path),
  problem,
});

/** The first label that the wanted ones have and the given ones have not. */
export function unmatched(wanted: [string, unknown][], given: [string, unknown][]): string | undefined {
  const labels = new Map(given);
  const found = wanted.find(([name, value]) => labels.get(name) !== value);
  return found ? `${found[0]}: ${String(found[1])}` : undefined;
}

/** The objects as plain values, in the order of the files; none where they cannot be read. */
export function parseKubernetes(files: string | Record<string, string>): Record<string, unknown>[] {
  const { source, faults } = readManifests(files);
  return faults.length > 0 ? [] : source.map((one) => one.get() as Record<string, unknown>);
}
