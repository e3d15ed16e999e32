import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import YAML, { Document, parse, parseDocument, stringify } from 'yaml';
import zod, { z, ZodError } from 'zod';
import * as core from 'zod/v4/core';
import * as mini from 'zod/mini';
import { z as z3 } from 'zod/v3';
import { z as z4 } from 'zod/v4';

const User = z
  .object({
    name: z.string().min(2),
    age: z.coerce.number().int().positive().optional(),
    tags: z.array(z.enum(['a', 'b'])).default([]),
    mail: z.email(),
  })
  .strict();

export default [
  [
    'zod: parses and explains',
    ({ log, attempt }) => {
      log(User.parse({ name: 'ann', age: '3', mail: 'a@b.org' }));
      const { success, error } = User.safeParse({ name: 'x', age: -1, tags: ['c'], mail: 'no', extra: 1 });
      log(success, error instanceof ZodError, error.issues, z.flattenError(error), z.treeifyError(error));
      log(z.prettifyError(error));
      attempt(() => User.parse(null));
    },
  ],
  [
    'zod: transforms, refinements, unions, async',
    async ({ log, rejects }) => {
      const schema = z
        .object({ kind: z.literal('a'), when: z.iso.datetime().transform((value) => new Date(value)) })
        .or(z.object({ kind: z.literal('b') }));
      log(schema.parse({ kind: 'a', when: '2024-01-01T00:00:00Z' }), schema.safeParse({ kind: 'c' }).error.issues);
      const unique = z.string().refine(async (name) => name !== 'taken', { error: 'is taken' });
      log(await unique.parseAsync('free'));
      await rejects(unique.parseAsync('taken'));
      log(
        z.discriminatedUnion('t', [z.object({ t: z.literal(1) }), z.object({ t: z.literal(2) })]).safeParse({ t: 3 })
          .error.issues,
      );
      log(
        z.string().pipe(z.coerce.bigint()).parse('10'),
        z.preprocess((value) => String(value), z.string()).parse(5),
        z.string().catch('x').parse(1),
      );
    },
  ],
  [
    'zod: parts share their classes; JSON Schema; locales',
    ({ log }) => {
      log(
        zod.string === z.string,
        z4.object === z.object,
        User instanceof core.$ZodType,
        mini.string().parse('x'),
        z.string() instanceof z.ZodType,
        z3.string().safeParse(1).error.issues,
      );
      log(z.toJSONSchema(User));
      z.config(z.locales.de());
      log(z.string().safeParse(1).error.issues[0].message);
      z.config(z.locales.en());
      log(
        z.templateLiteral(['a-', z.number()]).safeParse('a-1').success,
        z.strictObject({ a: z.string() }).keyof().options,
      );
    },
  ],
  [
    'ajv: validates with errors and defaults',
    ({ log, attempt }) => {
      const ajv = addFormats(
        new Ajv({ allErrors: true, useDefaults: true, coerceTypes: true, removeAdditional: true }),
      );
      const validate = ajv.compile({
        type: 'object',
        properties: {
          name: { type: 'string', minLength: 2 },
          age: { type: 'integer', minimum: 0 },
          mail: { type: 'string', format: 'email' },
          on: { type: 'boolean', default: false },
        },
        required: ['name', 'mail'],
        additionalProperties: false,
      });
      const good = { name: 'ann', age: '3', mail: 'a@b.org', extra: 1 };
      log(validate(good), good, validate.errors);
      log(validate({ name: 'x', age: -1, mail: 'nope' }), validate.errors, ajv.errorsText(validate.errors));
      attempt(() => ajv.compile({ type: 'nonsense' }));
      attempt(() => ajv.compile({ type: 'string', unknown: 1 }));
    },
  ],
  [
    'ajv: references, keywords, async',
    async ({ log, rejects }) => {
      const ajv = new Ajv({
        schemas: [{ $id: 'point', type: 'object', properties: { x: { type: 'number' } }, required: ['x'] }],
      });
      ajv.addKeyword({ keyword: 'even', type: 'number', validate: (on, value) => (value % 2 === 0) === on });
      log(ajv.validate({ type: 'array', items: { $ref: 'point' } }, [{ x: 1 }, {}]), ajv.errors);
      log(ajv.validate({ even: true }, 3), ajv.errors, ajv.getSchema('point')({ x: 1 }));
      ajv.addKeyword({ keyword: 'known', async: true, type: 'string', validate: async (on, value) => value === 'yes' });
      const check = ajv.compile({ $async: true, type: 'string', known: true });
      log(await check('yes'));
      await rejects(check('no'));
    },
  ],
  [
    'ajv: 2020-12 and formats',
    ({ log }) => {
      const ajv = new Ajv2020();
      log(ajv.validate({ prefixItems: [{ type: 'number' }], items: false }, [1, 2]), ajv.errors);
      addFormats(ajv, ['date', 'uuid', 'ipv4', 'date-time']);
      for (const [format, value] of [
        ['date', '2024-02-30'],
        ['date', '2024-02-29'],
        ['uuid', 'x'],
        ['ipv4', '1.2.3.4'],
        ['date-time', '2024-01-01T00:00:00Z'],
      ])
        log(format, value, ajv.validate({ type: 'string', format }, value));
      log(
        ajv.validate({ type: 'object', dependentRequired: { a: ['b'] }, unevaluatedProperties: false }, { a: 1 }),
        ajv.errors.length,
      );
    },
  ],
  [
    'yaml: parses and prints',
    ({ log, attempt }) => {
      log(
        parse(
          'a: 1\nb:\n  - x: yes\n    y: ~\n  - !!set {k}\nc: &anchor {d: 0x1f}\ne: *anchor\nf: |\n  two\n  lines\ng: >-\n  folded\n  text\nh: 2024-01-01\n',
        ),
      );
      log(
        stringify({
          list: [1, 'two', { three: null }],
          text: 'a: b',
          long: 'x '.repeat(60),
          multi: 'a\nb\n',
          empty: [],
          date: new Date(0),
        }),
      );
      attempt(() => parse('a: [1,'));
      attempt(() => parse('a: 1\na: 2'));
      log(YAML.parse('on: yes', { version: '1.1' }));
    },
  ],
  [
    'yaml: documents keep comments',
    ({ log }) => {
      const document = parseDocument('# top\nname: shop # the name\nports: [80]\n');
      document.set('name', 'store');
      document.addIn(['ports'], 443);
      document.setIn(['env', 'NODE_ENV'], 'test');
      log(String(document), document.toJS(), document.errors.length);
      const broken = parseDocument('a: b: c\n  - d');
      log(
        broken.errors.map(({ code, pos, message }) => [code, pos, message]),
        broken.warnings.length,
      );
    },
  ],
  [
    'yaml: several documents, tags, visiting',
    ({ log }) => {
      log(YAML.parseAllDocuments('a: 1\n---\nb: 2\n...\n').map((one) => one.toJS()));
      const seen = [];
      YAML.visit(parseDocument('a: {b: [1, 2]}'), { Scalar: (key, node) => void seen.push([key, node.value]) });
      const upper = { tag: '!up', resolve: (text) => text.toUpperCase() };
      log(
        seen,
        parse('!up shout', { customTags: [upper] }),
        new Document([1, { a: 2 }]).toString({ indent: 4 }),
        parse('{"json": [true]}'),
      );
    },
  ],
];
