import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { createIgnore, describeImage, explainRebuild, lintDockerfile, parseDockerfile } from '#testing/dockerfile';

const read = (name: string) => {
  const place = new URL(name, import.meta.url);
  return existsSync(place) ? readFileSync(place, 'utf8') : '';
};
const text = read('./Dockerfile');
const ignore = read('./.dockerignore');

/** The folder of the shop, with one file for each package that somebody has installed there. */
const packages = { production: ['express'], development: ['typescript', 'vitest'] };
const installed = [...packages.production, ...packages.development].map((name) => `node_modules/${name}/package.json`);
const files = [
  '.dockerignore .env .git/HEAD Dockerfile README.md package.json package-lock.json tsconfig.json'.split(' '),
  'src/orders.ts src/server.ts test/orders.test.ts'.split(' '),
  installed,
].flat();
const build = {
  command: 'tsc',
  needs: ['node_modules/typescript/package.json', 'tsconfig.json', 'src/server.ts', 'src/orders.ts'],
  makes: ['dist/server.js', 'dist/orders.js'],
};

const dockerfile = parseDockerfile(text);
const findings = lintDockerfile(text);
const image = describeImage(text, { files, ignore, packages, scripts: { build } });
const shipped = [...image.files].map(([path, origin]) => ({ path, ...origin }));
/** The server.js that the build wrote, in whichever folder it ended up. */
const program = shipped.find(({ path, by }) => path.endsWith('/server.js') && by === 'script');

/** The first finding of a rule, as a sentence with its line. */
function finding(...rules: string[]): string | undefined {
  const found = findings.find(({ rule }) => rules.includes(rule));
  return found && `line ${found.line}: ${found.problem}`;
}

test('the build gets to its end', () => {
  const [refused] = findings.filter(({ severity }) => severity === 'error');
  const { fault } = image;
  const stopped = refused ? `line ${refused.line}: ${refused.problem}` : fault && `line ${fault.line}: ${fault.problem}`;
  const noCompiler = fault && /finds no node_modules\/typescript/.test(fault.problem) && /NODE_ENV\W+production/.test(text);

  expect(
    stopped ?? (dockerfile.stages.length ? 'an image' : 'nothing to build: there is no FROM'),
    explain({
      diagnosis: noCompiler && 'NODE_ENV=production kept TypeScript out of the build',
      sent: 'the Dockerfile to a builder, with the folder',
      got: stopped ?? 'no image',
      expected: 'an image',
      because: noCompiler ? 'npm leaves development packages out where NODE_ENV says production' : 'each line needs what the lines before it brought',
      look: noCompiler ? 'where NODE_ENV is set: the build stage needs the compiler' : 'that line, and what lies in the folder by then',
    }),
  ).toBe('an image');
}); // prettier-ignore

describe('the same commit gives the same image', () => {
  test('every FROM names a version', () => {
    const loose = finding('pinned-base');

    expect(
      loose,
      explain({
        diagnosis: loose && 'Each build takes whichever Node is newest on that day',
        sent: 'the Dockerfile to a builder, today and next year',
        got: loose,
        expected: 'a version behind each image',
        because: 'a build must not break on a day when nobody changed anything',
        look: 'the FROM of that line: an image is called name:version',
      }),
    ).toBeUndefined();
  });

  test('the image that ships has Node 24', () => {
    const base = shippedBase();

    expect(
      base,
      explain({
        got: `${base} below the last stage`,
        expected: 'an image with Node 24, such as node:24-slim',
        because: 'the shop was tested with that version',
        look: 'the last FROM, and the stage that it names',
      }),
    ).toMatch(/node\D{0,4}24\b/);
  });

  test('packages come from the lockfile', () => {
    const loose = finding('npm-ci');

    expect(
      loose,
      explain({
        diagnosis: loose && '`npm install` may take versions that nobody tested',
        sent: 'the Dockerfile to a builder',
        got: loose,
        expected: '`npm ci`',
        because: 'it takes the versions of package-lock.json, or stops',
        look: 'the RUN of that line',
      }),
    ).toBeUndefined();
  });
});

describe('the image has what the shop needs', () => {
  test('the program that this build made', () => {
    const other = shipped.find(({ path }) => path.endsWith('/server.js'));

    expect(
      program ? 'there' : 'nowhere',
      explain({
        sent: 'the image to somebody who looks for dist/server.js',
        got: other ? `${other.path}, which came from this computer` : `no such file among ${shipped.length} others`,
        expected: 'dist/server.js, made by `npm run build` in this image or in an earlier stage',
        because: 'a build must not depend on what somebody built before',
        look: 'the line that builds it, and the one that copies it into the last stage',
      }),
    ).toBe('there');
  }); // prettier-ignore

  test('Express, installed by this build', () => {
    const express = shipped.find(({ path }) => path.endsWith('/node_modules/express/package.json'));
    const ofHost = shipped.find(({ path, by }) => path.includes('/node_modules/') && by === 'copy');

    expect(
      ofHost ? 'this computer' : (express?.by ?? 'nowhere'),
      explain({
        diagnosis: ofHost && 'The image got the packages of this computer',
        sent: 'the image to somebody who looks for its packages',
        got: ofHost ? `node_modules from this folder, copied by line ${ofHost.line}` : 'no Express in it',
        expected: 'Express, installed while the image is built',
        because: ofHost ? 'packages may hold parts that fit one system and no other' : 'the shop imports it when it starts',
        look: ofHost ? 'that line, and .dockerignore' : 'how packages get into the last stage',
      }),
    ).toBe('install');
  }); // prettier-ignore
});

describe('a layer is made anew only when it has to be', () => {
  /** The lines that install packages, and what becomes of them when this file has changed. */
  const installs = (changed: string) =>
    explainRebuild(text, files, { files: [changed] }, ignore).filter(
      ({ text, outcome }) =>
        /^RUN\b.*\bnpm (?:ci|i|install|clean-install)\b(?! -g)/.test(text) && outcome !== 'skipped',
    );

  test('a change in src installs nothing again', () => {
    const again = installs('src/orders.ts').find(({ outcome }) => outcome === 'rebuilt');

    expect(
      again?.line,
      explain({
        diagnosis: again && 'Every edit in src installs all packages again',
        sent: 'a build after a change of src/orders.ts',
        got: again && `line ${again.line} ran again: ${again.reason}`,
        expected: 'the packages of the last build',
        because: 'a new layer makes all layers after it new',
        look: 'what is copied before the install: it needs two files',
      }),
    ).toBeUndefined();
  });

  test('a change of package-lock.json installs again', () => {
    const kept = installs('package-lock.json').find(({ outcome }) => outcome === 'cached');

    expect(
      kept?.line,
      explain({
        sent: 'a build after a change of package-lock.json',
        got: kept && `line ${kept.line} was not run again: ${kept.reason}`,
        expected: 'a fresh install',
        because: 'the old layer has the old versions',
        look: 'the COPY before that line',
      }),
    ).toBeUndefined();
  });
});

test('no layer holds .env', () => {
  const held = [...image.layers].find(([path]) => path.endsWith('/.env'));
  const deleted = held && !image.files.has(held[0]);

  expect(
    held?.[0],
    explain({
      diagnosis: held && (deleted ? '.env was deleted, and its layer still holds it' : '.env stays in a layer for whoever has the image'),
      sent: 'the layers of the image to somebody curious',
      got: held && `${held[0]}, out of the layer of line ${held[1].line}`,
      expected: 'no password in any layer',
      because: deleted ? 'a later layer hides a file and cannot take it back' : 'an image is copied to many places, and each keeps it',
      look: 'that line; the container gets its variables when it starts',
    }),
  ).toBeUndefined();
}); // prettier-ignore

test('.dockerignore holds back what nobody should be sent', () => {
  const ignored = createIgnore(ignore);
  const sent = ['.env', '.git/HEAD', ...installed].filter((path) => !ignored(path));
  const names = [...new Set(sent.map((path) => path.split('/')[0]))];

  expect(
    names,
    explain({
      diagnosis: names.length === 3 && 'The builder is sent .env, .git and node_modules',
      sent: 'the folder to a builder',
      got: `${names.join(', ')} along with it`,
      expected: 'none of .env, .git and node_modules',
      because: 'one `COPY . .` by anybody would put them into a layer',
      look: '.dockerignore: its patterns begin at the folder, one a line',
    }),
  ).toEqual([]);
});

test('nothing ships that only builds or tests', () => {
  const extra = shipped.filter(({ path }) => /\/node_modules\/(?:typescript|vitest)\/|\.ts$|\/(?:src|test)\//.test(path));
  const packagesOnly = extra.every(({ path }) => path.includes('/node_modules/'));
  const ofHost = extra.some(({ path, by }) => path.includes('/node_modules/') && by === 'copy');

  expect(
    extra.map(({ path }) => path),
    explain({
      diagnosis: extra.length > 0 && !ofHost && (packagesOnly ? 'Packages for development ship with the shop' : 'What builds the shop ships with the shop'),
      sent: 'the image to somebody who broke into the shop',
      got: `${extra.slice(0, 3).map(({ path, line }) => `${path} (line ${line})`).join(', ')}`,
      expected: 'no TypeScript, no Vitest, no src and no test',
      because: 'whoever breaks in can use all that is there',
      look: packagesOnly ? 'how node_modules came into the last stage' : 'what the last stage copies, and what it begins with',
    }),
  ).toEqual([]);
}); // prettier-ignore

test('the shop does not run as root', () => {
  const rooted = finding('user');

  expect(
    rooted,
    explain({
      diagnosis: rooted?.includes('No USER') && 'No USER: the shop runs as root',
      sent: 'the image to whoever starts it',
      got: rooted,
      expected: 'another user than root',
      because: 'who breaks out of the program should not own the container',
      look: 'the last stage; images of Node come with a user called node',
    }),
  ).toBeUndefined();
});

describe('the container starts the shop, and can stop it', () => {
  /** The words behind an init, which passes signals on. */
  const words = (image.command ?? []).slice((image.command ?? []).findLastIndex((word) => /(?:^|\/)(?:tini|dumb-init|--)$/.test(word)) + 1); // prettier-ignore
  const last = dockerfile.stages.at(-1)?.body.findLast(({ name }) => name === 'CMD' || name === 'ENTRYPOINT');
  const written = last ? `${last.name} ${last.args}` : 'no CMD';

  test('the command is a list', () => {
    const shell = finding('exec-cmd');

    expect(
      image.command ? 'a list' : written,
      explain({
        diagnosis: shell && '`sh` gets SIGTERM; the shop never hears of it',
        sent: 'SIGTERM to the container',
        got: `${written}${shell ? ': sh runs it, and keeps the signal' : ''}`,
        expected: 'a command as a list of words',
        because: 'without a shell in between, the program itself is told to stop',
        look: 'the form of CMD: ["…", "…"], in double quotes',
      }),
    ).toBe('a list');
  });

  test('node stands in front', () => {
    const npm = /^(?:npm|npx|yarn|pnpm)$/.test(words[0] ?? '');

    expect(
      words[0]?.split('/').at(-1),
      explain({
        diagnosis: npm && 'npm stands between SIGTERM and the shop',
        sent: 'SIGTERM to the container',
        got: `${words[0]}, which was started by ${written}`,
        expected: 'node as the program that is started',
        because: 'the first program gets the signal, and has to end what it does',
        look: 'the first word of the list',
      }),
    ).toBe('node');
  });

  test('its program is there', () => {
    const places = words.slice(1).map((word) => new URL(word, `file://${image.workdir}/`).pathname);
    const named = places.find((path) => path.endsWith('.js'));

    expect(
      places.filter((path) => path === program?.path),
      explain({
        diagnosis: named && !image.files.has(named) && 'CMD starts a file that the image does not have',
        sent: `a start of the container in ${image.workdir}`,
        got: named ? `node ${named}, and ${image.files.has(named) ? 'it is another program' : 'there is no such file'}` : `no program behind node in ${written}`,
        expected: `node with the server.js that was built: ${program?.path ?? 'dist/server.js'}`,
        because: 'paths in CMD begin at WORKDIR',
        look: 'CMD, and WORKDIR above it',
      }),
    ).toHaveLength(1);
  }); // prettier-ignore

  test('and finds its packages', () => {
    const folders = (program?.path ?? '/').split('/').map((_part, at, parts) => parts.slice(0, at).join('/'));

    expect(
      folders.filter((folder) => image.files.has(`${folder}/node_modules/express/package.json`)),
      explain({
        sent: `a start of ${program?.path ?? 'the program'}`,
        got: `no node_modules beside it or above it; Express is in ${shipped.find(({ path }) => path.includes('/express/'))?.path}`,
        expected: 'node_modules in a folder above the program',
        because: 'Node looks for packages beside the file, and then in each folder above',
        look: 'where the packages are installed or copied to',
      }),
    ).not.toEqual([]);
  });
});

/** The image below the last stage, with the values of the ARGs that stand before the first FROM. */
function shippedBase(): string {
  const { all, stages } = dockerfile;
  const given = all.slice(0, Math.max(0, all.findIndex(({ name }) => name === 'FROM'))).map(({ args }) => args.split('=') as [string, string?]); // prettier-ignore
  let base = stages.at(-1)?.base ?? 'nothing';
  for (let below = stages.at(-1); below; below = stages.findLast(({ alias }, at) => alias !== '' && alias === base && at < stages.indexOf(below!))) base = below.base; // prettier-ignore
  return given.reduce(
    (name, [key, value = '']) => name.replaceAll(`\${${key}}`, value).replaceAll(`$${key}`, value),
    base,
  );
}
