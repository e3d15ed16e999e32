import { nearest } from '../../nearest.ts';
import type { Hit, Rule } from '../types.ts';
import { all, type Directive } from './read.ts';

const own = (one: Directive | undefined, name: string) => (one?.block ?? []).filter((inner) => inner.name === name);

/** The headers that a block would have, had it none of its own. */
function inherited(one: Directive | undefined): Directive[] {
  if (!one) return [];
  const here = own(one, 'add_header');
  return here.length > 0 ? here : inherited(one.around);
}

export const moreRules: Rule<Directive[]>[] = [
  {
    id: 'lost-headers',
    why: 'A block with one add_header of its own inherits none of those around it: the safety headers are gone just there.',
    advice: 'Repeat the outer ones in the block, or set all of them in one place.',
    find: (source) => {
      const top = source.filter(({ name }) => name === 'add_header');
      return all(source).flatMap((one): Hit[] => {
        const here = own(one, 'add_header');
        const [first] = here;
        const names = here.map(({ args }) => args[0]?.toLowerCase());
        const outer = first ? [...inherited(one.around), ...(one.around ? [] : top)] : [];
        const lost = outer.find(({ args }) => !names.includes(args[0]?.toLowerCase()));
        return first && lost ? [{ line: first.line, problem: `This takes ${lost.args[0]} of line ${lost.line} away.` }] : [];
      });
    },
  },
  {
    id: 'alias-slash',
    why: 'The rest of the address is put behind the folder as it is: /files../secret leads one folder up and out.',
    advice: 'End both with a slash, or neither.',
    find: (source) =>
      all(source).flatMap((one): Hit[] => {
        const [folder] = own(one, 'alias');
        const prefix = one.name === 'location' ? one.args.at(-1) : undefined;
        const plain = prefix && (one.args.length === 1 || one.args[0] === '^~');
        return folder && plain && folder.args[0]?.endsWith('/') && !prefix.endsWith('/')
          ? [{ line: folder.line, problem: `location ${prefix} has no slash at its end, and its alias has one.` }]
          : [];
      }),
  },
  {
    id: 'upstream-names',
    why: 'nginx then takes it for the name of a host, asks the DNS, and does not start when nobody has that name.',
    advice: 'Write the name that stands behind upstream.',
    find: (source) => {
      const names = all(source).filter(({ name }) => name === 'upstream').map(({ args }) => args[0] ?? '');
      return all(source)
        .filter(({ name }) => name === 'proxy_pass')
        .flatMap(({ args, line }): Hit[] => {
          const host = /^https?:\/\/([\w-]+)(?:\/|$)/.exec(args[0] ?? '')?.[1];
          if (!host || host === 'localhost' || names.length === 0 || names.includes(host)) return [];
          const [near] = nearest(host, names, 1);
          return [{ line, problem: `No upstream is called “${host}”.`, ...(near && { advice: `Perhaps ${near} is meant.` }) }];
        });
    },
  },
]; // prettier-ignore
