import path from 'node:path';
import { readFolder } from '../../sandbox/local/workspace.ts';
import type { ExerciseKind, Files } from '../../sandbox/types.ts';

/** A folder of `scripts/new/templates/`: a whole exercise that grades, for an author to write another one into. */
export interface Template {
  /** What an exercise of this kind is made of. */
  what: string;
  language: string;
  /** What it can be called in the front matter, the usual one first. */
  kinds: ExerciseKind[];
}

export const templates: Record<string, Template> = {
  functions: {
    what: 'functions that the suite calls',
    language: 'typescript',
    kinds: ['write', 'fix', 'project', 'review'],
  },
  express: {
    what: 'an app that the suite sends requests to',
    language: 'typescript',
    kinds: ['write', 'fix', 'project'],
  },
  python: {
    what: 'a Python server that the suite sends requests to',
    language: 'python',
    kinds: ['write', 'fix', 'project'],
  },
  sql: { what: 'a query that runs on two databases', language: 'sql', kinds: ['sql'] },
  config: { what: 'a configuration, read for what it says', language: 'yaml', kinds: ['config'] },
  shell: { what: 'a script that the suite runs', language: 'shell', kinds: ['shell'] },
  quiz: {
    what: 'questions with reasons, answered without code',
    language: 'yaml',
    kinds: ['quiz', 'predict', 'review'],
  },
  order: { what: 'steps to be put in order, where several orders are right', language: 'yaml', kinds: ['order'] },
};

/** The template that fits the flags; a sentence about what is wrong where none does. */
export function pickTemplate(flags: { template?: string; kind?: string; language?: string }): string | Error {
  const names = Object.keys(templates);
  const { template, kind, language } = flags;
  if (template && !names.includes(template))
    return new Error(`There is no template “${template}”. The templates are: ${names.join(', ')}.`);
  const fits = (name: string) => {
    const { kinds, language: own } = templates[name]!;
    return (!kind || (kinds as string[]).includes(kind)) && (!language || language === own);
  };
  const found = (template ? [template] : names).find(fits);
  if (found) return found;
  const asked = [template && `template ${template}`, kind && `kind ${kind}`, language && `language ${language}`];
  const known = names.map((name) => `${name} (${templates[name]!.language}; ${templates[name]!.kinds.join(', ')})`);
  return new Error(`No template fits ${asked.filter(Boolean).join(', ')}. There are: ${known.join('; ')}.`);
}

/** The files of a new exercise: the template's, with its own title and kind. */
export function exerciseFrom(template: string, { title, kind }: { title: string; kind?: string }): Files {
  const files = readFolder(path.join(import.meta.dirname, 'templates', template));
  const readme = String(files['README.md'])
    .replace(/^title: .*$/m, () => `title: ${yamlText(title)}`)
    .replace(/^kind: .*$/m, (line) => (kind ? `kind: ${kind}` : line));
  return { ...files, 'README.md': readme };
}

/** As YAML wants it: in quotes where it would be read as something else. */
export const yamlText = (text: string): string =>
  /^[\p{L}][\p{L}\p{N} ,’“”.()–-]*$/u.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : `'${text.replaceAll("'", "''")}'`;
