import { nearest } from '../../nearest.ts';
import type { Fault } from '../types.ts';
import { directives, variablePrefix, variables, type Place, type Shape } from './directives.ts';
import { all, type Directive } from './read.ts';

const words: Record<Place, string> = {
  m: 'at the top of the file',
  e: 'in events',
  h: 'in http',
  s: 'in a server',
  l: 'in a location',
  S: 'in an if of a server',
  i: 'in an if of a location',
  u: 'in an upstream',
  x: 'in limit_except',
};

/** Files in conf.d are read inside of http: only a file with http or events of its own begins at the top. */
export function placeOf(source: Directive[]): Place {
  return source.some(({ name }) => name === 'http' || name === 'events') ? 'm' : 'h';
}

function inside({ name }: Directive, place: Place): Place | undefined {
  if (name === 'if') return place === 's' ? 'S' : 'i';
  return ({ http: 'h', events: 'e', server: 's', location: 'l', upstream: 'u', limit_except: 'x' } as const)[name as 'http'];
} // prettier-ignore

/** Directives that nginx does not know, or not there, or not with these arguments. */
export function placed(source: Directive[], place: Place): Fault[] {
  return source.flatMap((one) => {
    const fault = faultOf(one, place);
    const next = inside(one, place);
    // Below what is not understood, each line would be one more finding.
    return fault ? [fault] : next ? placed(one.block ?? [], next) : [];
  });
}

function faultOf({ name, args, line, block }: Directive, place: Place): Fault | undefined {
  const shapes = directives.get(name);
  if (!shapes) {
    const [near] = nearest(name, [...directives.keys()], 1);
    const advice = near ? { advice: `Perhaps ${near} is meant.` } : {};
    return { rule: 'unknown-directive', line, problem: `nginx has no directive “${name}”.`, ...advice };
  }
  const here = shapes.filter(({ places }) => places.includes(place));
  if (here.length === 0) {
    const where = [...new Set(shapes.flatMap(({ places }) => [...places]))].map((one) => words[one as Place]);
    return {
      rule: 'wrong-place',
      line,
      problem: `“${name}” may not stand ${words[place]}.`,
      advice: `It may stand ${where.join(', ')}.`,
    };
  }
  return wrongForm(here, name, args, line, block !== undefined);
}

function wrongForm(shapes: Shape[], name: string, args: string[], line: number, block: boolean): Fault | undefined {
  const form = shapes.find((shape) => shape.block === block);
  if (!form)
    return { line, problem: block ? `“${name}” takes no block.` : `“${name}” needs a block in braces.` };
  const { least, most } = form;
  if (args.length >= least && args.length <= most) return undefined;
  const wanted = most === least ? `${least}` : most === Infinity ? `${least} or more` : `${least} to ${most}`;
  const problem = `“${name}” has ${args.length} ${args.length === 1 ? 'value' : 'values'}.`;
  return { rule: 'wrong-values', line, problem, advice: `It takes ${wanted}.` };
} // prettier-ignore

/** Variables that nobody sets. */
export function unknownVariables(source: Directive[]): Fault[] {
  const everything = all(source);
  const set = new Set(everything.flatMap(setBy));
  const known = [...variables, ...set];
  return everything.flatMap(({ name, args, line, around }) => {
    // The first word of a regular expression's location ends with its $, and log formats may use them later.
    const texts = around?.name === 'map' ? args.slice(1) : patternFree(name, args);
    const used = texts.flatMap((text) => [...text.matchAll(/\$(?:\{(\w+)\}|([a-z_]\w*))/gi)].map(([, a, b]) => a ?? b!));
    return used
      .filter((one) => !variablePrefix.test(one) && !variables.has(one) && !set.has(one))
      .map((one): Fault => {
        const [near] = nearest(one, known, 1);
        return { rule: 'unknown-variable', line, problem: `No variable is called $${one}.`, ...(near && { advice: `Perhaps $${near} is meant.` }) };
      });
  });
} // prettier-ignore

function patternFree(name: string, args: string[]): string[] {
  if (name === 'location' || name === 'server_name') return [];
  if (name === 'rewrite') return args.slice(1);
  return name === 'set' || name === 'map' || name === 'geo' || name === 'auth_request_set' ? args.slice(0, -1) && (name === 'set' || name === 'auth_request_set' ? args.slice(1) : args.slice(0, 1)) : args;
} // prettier-ignore

/** The variables that a directive makes. */
function setBy({ name, args, around }: Directive): string[] {
  const own = (word: string | undefined) => (word?.startsWith('$') ? [word.slice(1)] : []);
  const captures = args.flatMap((arg) => [...arg.matchAll(/\(\?P?<(\w+)>/g)].map(([, one]) => one!));
  if (name === 'set' || name === 'auth_request_set') return own(args[0]);
  if (name === 'map' || name === 'geo' || name === 'split_clients') return own(args.at(-1));
  return name === 'location' || name === 'server_name' || name === 'rewrite' || name === 'if' || around?.name === 'map'
    ? captures
    : [];
}
