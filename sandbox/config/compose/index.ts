import type { Schema } from '@cfworker/json-schema';
import { createChecker } from '../schema.ts';
import { schemaChecks, schemaFaults } from '../schema-faults.ts';
import type { Linter, Reading } from '../types.ts';
import { readYaml } from '../yaml-source.ts';
import { servicesOf, type Service } from './read.ts';
import { references } from './references.ts';
import { rules } from './rules.ts';
import schema from './schema.json' with { type: 'json' };

const check = createChecker(schema as Schema, '7');

function read(text: string): Reading<Service[]> {
  const { source, faults } = readYaml(text);
  const [file] = source;
  if (!file || faults.length > 0) return { source: [], faults };
  const services = servicesOf(file);
  const found = [...schemaFaults(file, check), ...references(file)];
  for (const one of services) {
    if (!one.has('image') && !one.has('build') && !one.has('extends') && !one.has('provider'))
      found.push({ rule: 'missing-key', line: one.line(), problem: `“${one.name}” has neither image nor build.` });
  }
  if (services.length === 0) found.push({ line: 1, problem: 'There are no services.' });
  return { source: services, faults: found };
}

const refused = 'docker compose up ends with this, before anything starts.';

export const compose = {
  read,
  checks: {
    ...schemaChecks('Compose refuses the file, and nothing starts.'),
    'unknown-name': { why: refused, advice: 'Declare it, or mend its name.' },
    circle: { why: refused, advice: 'Take one of the dependencies away.' },
    'port-clash': {
      why: 'Only one program can listen on a port: the second container does not start.',
      advice: 'Publish another port, such as 8081:80. Inside of the network the number may stay.',
    },
    'never-healthy': {
      severity: 'warning',
      why: 'Unless its image brings one along, the wait ends with an error: nobody ever says that it is healthy.',
      advice: 'Give it a healthcheck with a test.',
    },
  },
  rules,
} satisfies Linter<Service[]>;
