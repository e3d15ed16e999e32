// `npm run smoke:webcontainer`: boots StackBlitz's real service in a real Chromium and tries what only it can show: its
// Node, its shell, npm, the ports, and whether reports agree with this computer's. Needs the internet; nothing else here
// does. `-- double` tries this script itself, on our double of the service.
import path from 'node:path';
import { variantsOf, parseExercise } from '../../sandbox/exercise.ts';
import { readFolder } from '../../sandbox/local/workspace.ts';
import { differences } from '../../sandbox/proof/agreement.ts';
import { createLocalRuntime } from '../../sandbox/runtimes/local.ts';
import { openContainerPage, type ContainerPage } from '../support/webcontainer/page.ts';

/** A server, a database, and more than one file. */
const exercises = ['hello-server', 'notes-ownership', 'validate-new-task'];
const exercisesFolder = path.resolve(import.meta.dirname, '../../exercises');
const service = process.argv[2] === 'double' ? 'double' : 'real';

const opened = await openContainerPage(service);
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
let faults = 0;
const say = (what: string, good: boolean, details: string) => {
  if (!good) faults += 1;
  console.log(`${good ? '✓' : '✗'} ${what}: ${details}`);
};

try {
  await tryBoot(opened);
  await tryShell(opened);
  await tryPorts(opened);
  await tryExercises(opened);
} catch (error) {
  say('gave up', false, (error as Error).message);
} finally {
  await opened.close();
}
console.log(faults ? `${faults} of these do not hold.` : 'All of it holds.');
process.exitCode = faults ? 1 : 0;

/** Everything else happens in the container that this one starts. */
async function tryBoot({ page }: ContainerPage): Promise<void> {
  const started = performance.now();
  await page.evaluate(async () => {
    window.session = await window.openSession({ assets: '/snapshot/', boot: { limit: 90 } });
  });
  say('boots and is mounted', true, `after ${seconds(started)}`);
}

/** Types one line into a shell of its own, and returns what that showed. */
function type(page: ContainerPage['page'], line: string): Promise<string> {
  return page.evaluate(async (typed) => {
    const shell = await window.session.openShell({ cols: 80, rows: 24 });
    let text = '';
    shell.onData((part) => (text += part));
    shell.write(`${typed}; exit\r`);
    await Promise.race([shell.exit, new Promise((resolve) => setTimeout(resolve, 90_000))]);
    shell.kill();
    return text;
  }, line);
}

async function tryShell({ page }: ContainerPage): Promise<void> {
  const [version] = /v\d+\.\d+\.\d+/.exec(await type(page, 'node -v')) ?? [];
  say('a shell runs Node', version !== undefined, version ?? 'no version was shown');
  await page.evaluate(() => window.session.folder.write({ 'app.ts': '' }));
  const shown = await type(page, 'npm install is-odd');
  const files = await page.evaluate(() => window.session.folder.read());
  const manifest = String(files['package.json'] ?? '');
  say('npm installs a package', manifest.includes('is-odd'), manifest.replaceAll(/\s+/g, ' ') || shown.slice(-300));
}

async function tryPorts({ page }: ContainerPage): Promise<void> {
  const found = await page.evaluate(async () => {
    const ready = new Promise<[number, string]>((resolve) => window.session.ports.onServerReady((...all) => resolve(all)));
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, 20_000, undefined));
    const shell = await window.session.openShell({ cols: 80, rows: 24 });
    shell.write(`node -e 'require("http").createServer((q, s) => s.end("at " + q.url)).listen(4321)'\r`);
    const port = await Promise.race([ready, late]);
    const request = { method: 'GET', url: `http://localhost:${port?.[0]}/here`, headers: [], body: null };
    const text = port && (await new Response((await window.session.send(request)).body).text());
    shell.kill();
    return { port, text };
  });
  say('a server is found and answers', found.text === 'at /here', `${found.port?.join(' ')}: ${found.text}`);
} // prettier-ignore

async function tryExercises(opened: ContainerPage): Promise<void> {
  const local = await createLocalRuntime({ timeLimit: 30 });
  try {
    for (const slug of exercises) {
      const files = readFolder(path.join(exercisesFolder, slug));
      const variants = variantsOf(parseExercise(slug, files), files);
      for (const variant of variants.filter(({ name }) => name === 'starter' || name === 'solution')) {
        await local.mount(variant.files);
        const started = performance.now();
        const { report } = await opened.grade(variant.files, { timeLimit: 30 });
        const took = seconds(started);
        const found = differences(await local.test(), report);
        say(`${slug} ${variant.name}`, !found.length, [`${report.status} after ${took}`, ...found].join('\n    '));
      }
    }
  } finally {
    await local.dispose();
  }
}
