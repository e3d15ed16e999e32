/**
 * Evaluated code has a URL of its own (`file:///exercise/app.ts?generated=3`), so that a frame of it can be told from
 * one that was mapped already: mapping a text twice changes nothing the second time.
 */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

export interface GeneratedModule {
  /** How Node names the module in stacks: a path for CommonJS, a `file:` URL for an ES module. */
  url: string;
  /** Source map v3 from the evaluated code to the source; absent when they are the same, line by line. */
  map?: object | undefined;
  /** Characters that stand before the code on its first line. */
  columnOffset?: number;
  source: string;
}

export interface Position {
  url: string;
  line: number;
  column: number;
  /** The line itself, where no module of this URL was evaluated. */
  text?: string;
  /** Characters that are meant. */
  length?: number;
}

interface Known extends GeneratedModule {
  trace?: TraceMap;
}

const modules: Known[] = [];
const latest = new Map<string, Known>();

/** Makes evaluated code known; its `sourceURL` must be what this returns. */
export function registerModule(module: GeneratedModule): string {
  latest.set(module.url, module);
  return `${module.url}?generated=${modules.push(module) - 1}`;
}

/** Where a place in evaluated code stands in the source as it was written; 1-based, like stacks. */
export function originalPosition(id: number, line: number, column: number): Position | undefined {
  const module = modules[id];
  if (!module) return undefined;
  const shifted = line === 1 ? Math.max(1, column - (module.columnOffset ?? 0)) : column;
  if (!module.map) return { url: module.url, line, column: shifted };
  module.trace ??= new TraceMap(module.map as ConstructorParameters<typeof TraceMap>[0]);
  const found = originalPositionFor(module.trace, { line, column: shifted - 1 });
  return found.line === null
    ? { url: module.url, line, column: shifted }
    : { url: module.url, line: found.line, column: found.column + 1 };
}

/** A source map for code before which so many lines were put. */
export function shiftLines(map: object, lines: number): object {
  const { mappings } = map as { mappings: string };
  return { ...map, mappings: ';'.repeat(lines) + mappings };
}

const places = new WeakMap<object, Position>();

/** Remembers where an error belongs that no frame of its stack points to: a missing export, a fault in the syntax. */
export const markPlace = (error: object, position: Position): void => void places.set(error, position);

export const markedPlace = (error: object): Position | undefined => places.get(error);

/** A line of a module's source, for the code frame above an uncaught error. */
export function sourceLine(url: string, line: number): string | undefined {
  return latest.get(url)?.source.split('\n')[line - 1];
}

const generated = /\?generated=(\d+):(\d+)(?::(\d+))?/g;

/**
 * A stack as text, in the shape of V8, Firefox or WebKit, with the places of evaluated code replaced by those of the
 * source. The names that engines give to evaluated code go away where Node has none.
 */
export function mapStack(stack: string): string {
  if (!stack.includes('?generated=')) return stack;
  return stack
    .split('\n')
    .map((line) => (line.includes('?generated=') ? mapLine(line) : line))
    .join('\n');
}

function mapLine(line: string): string {
  const mapped = line.replace(generated, (text, id: string, row: string, column = '1') => {
    const position = originalPosition(Number(id), Number(row), Number(column));
    return position ? `:${position.line}:${position.column}` : text;
  });
  return withoutEval(mapped);
}

/** Anonymous functions of evaluated code are called `eval` by V8; Node shows what they are called on, or only a place. */
function withoutEval(line: string): string {
  const frame = /^(\s*at )(async )?(?:(new )?|(.+?)\.)eval(?: \[as ([^\]]+)\])? \((.*)\)$/.exec(line);
  if (!frame) return line.replace(/^(async\*)?(?:eval code|anonymous)@/, '$1@');
  const [, at, later = '', made, type, method, place] = frame;
  if (made) return `${at}${later}new <anonymous> (${place})`;
  return type === undefined ? `${at}${later}${place}` : `${at}${later}${type}.${method ?? '<anonymous>'} (${place})`;
}

/** V8's structured frame: only what is read here. */
interface Site {
  getScriptNameOrSourceURL(): string | null;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
  toString(): string;
}

type Prepare = (error: object, sites: Site[]) => unknown;

interface ErrorClass {
  prepareStackTrace?: unknown;
  prototype: Error;
}

/**
 * Where V8 lets a program write stacks (elsewhere `mapStack` is for later): places are those of the source, also for
 * programs that read the frames themselves through `Error.prepareStackTrace`.
 */
export function installStacks(scope: { Error: unknown }): void {
  const errors = scope.Error as ErrorClass & { stackTraceLimit?: number; captureStackTrace?: unknown };
  const native = Object.getOwnPropertyDescriptor(errors, 'stackTraceLimit');
  if (!native || typeof errors.captureStackTrace !== 'function' || !isV8()) return;
  const { toString } = errors.prototype;
  let own: unknown;
  let running = false;
  const write: Prepare = (error, sites) => {
    const mapped = withoutCompiler(sites).map(mappedSite);
    if (typeof own === 'function' && own !== write && !running) {
      running = true;
      try {
        return (own as Prepare).call(errors, error, mapped);
      } finally {
        running = false;
      }
    }
    const head = toString.call(error);
    return mapped.length === 0 ? head : `${head}\n${mapped.map((site) => `    at ${site.toString()}`).join('\n')}`;
  };
  Object.defineProperty(write, 'name', { value: 'ErrorPrepareStackTrace' });
  Object.defineProperty(errors, 'prepareStackTrace', {
    // V8 asks here too, so this must be ours; what a program sets is called by it.
    get: () => write,
    set: (value: unknown) => void (own = value),
    configurable: true,
    enumerable: false,
  });
}

/** Node compiles modules by other means than `eval`, which is on top of the stack where a source cannot be parsed. */
function withoutCompiler(sites: Site[]): Site[] {
  const [first, second] = sites;
  const compiler = first && /^(?:eval|new Function) \(<anonymous>\)$/.test(first.toString());
  return compiler && second?.getScriptNameOrSourceURL()?.startsWith('node:internal') ? sites.slice(1) : sites;
}

const isV8 = () => /^\s*at /m.test(new Error('probe').stack ?? '');

function mappedSite(site: Site): Site {
  const script = site.getScriptNameOrSourceURL();
  const id = script && /\?generated=(\d+)$/.exec(script)?.[1];
  if (!id) return site;
  const position = originalPosition(Number(id), site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1);
  if (!position) return site;
  const text = () => mapStack(`    at ${site.toString()}`).slice(7);
  const own: Record<string, () => unknown> = {
    getFileName: () => position.url,
    getScriptNameOrSourceURL: () => position.url,
    getLineNumber: () => position.line,
    getColumnNumber: () => position.column,
    getEnclosingLineNumber: () => position.line,
    getEvalOrigin: () => undefined,
    isEval: () => false,
    getFunctionName() {
      const name = (site as unknown as { getFunctionName(): string | null }).getFunctionName();
      return name === 'eval' ? null : name;
    },
    toString: text,
  };
  return new Proxy(site, {
    get: (target, key) => {
      if (typeof key === 'string' && Object.hasOwn(own, key)) return own[key];
      const value = Reflect.get(target, key, target) as unknown;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
