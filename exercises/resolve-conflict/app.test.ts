import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { openShell } from '#testing/shell';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
/** Each test makes the repository anew, with a few dozen commands. */
const patient = { timeout: 10_000 };
const files = { 'setup.sh': read('./setup.sh'), 'merge.sh': read('./merge.sh'), 'total.sh': read('./total.sh') };

/** What setup.sh makes: names of commits follow from what is in them. */
const main = '42dee8918a9a6cc1d7b432507647203d2e9b1cf0';
const discount = '0853dcc6fe1558cd75c031126e163bfb4e16fa01';

const parentsInWords = (count: number) => `${count} parent${count === 1 ? '' : 's'}`;

/** A shop as setup.sh leaves it, after merge.sh. */
async function merged() {
  const shell = await openShell({ files });
  await shell.run('bash setup.sh');
  const { stderr } = await shell.run('bash merge.sh');
  return { shell, git: shell.repository('shop'), stderr };
}

/** What the total.sh on main prints for orders, after the merge: one after the other, as they are asked for. */
async function* totals(...orders: string[]) {
  const { shell, git } = await merged();
  const joined = (await git.log('main')).some(({ hash }) => hash === discount);
  await shell.run('cd shop && git switch -q main');
  for (const order of orders) {
    const { stdout, stderr } = await shell.run(`cd shop && bash total.sh ${order}`);
    const got = stdout.trim();
    const told = got || ['no number', ...stderr.trim().split('\n').filter(Boolean).slice(-1)].join(': ');
    yield { order, got, told, sent: `\`bash total.sh ${order}\`, on main after the merge`, joined };
  }
}

test('setup.sh makes the two branches that were to be merged', patient, async () => {
  const shell = await openShell({ files });

  await shell.run('bash setup.sh');

  const { stdout } = await shell.run('cd shop && git rev-parse main discount');
  expect(
    stdout.split('\n').filter(Boolean),
    explain({
      sent: '`bash setup.sh`',
      got: 'other commits than those of the task',
      expected: 'the repository as the task describes it',
      because: 'the merge of another repository proves nothing about this one',
      look: 'setup.sh: bring it back as it was',
    }),
  ).toEqual([main, discount]);
});

describe('the merge', () => {
  test('is concluded, and leaves nothing lying around', patient, async () => {
    const { git, stderr } = await merged();

    const status = await git.status();
    const under = (await git.log('MERGE_HEAD')).length > 0;
    const left = Object.entries(status).map(([path, letters]) => `${letters} ${path}`);
    const settled = under && !left.some((line) => /^(?:UU|AA)/.test(line));
    const tips = await Promise.all([git.log('main'), git.log('discount')]);
    const nothingNew = tips.map(([tip]) => tip?.hash).join() === [main, discount].join();
    const begun = (await git.log('ORIG_HEAD')).length > 0;
    const outside = stderr.includes('not a git repository');
    expect(
      [...(under ? ['a merge under way'] : []), ...left],
      explain({
        diagnosis: settled && 'The conflict is settled, and the merge has no commit',
        sent: '`git status`, after merge.sh',
        got: [under ? 'a merge that waits for its commit' : '', ...left].filter(Boolean).join(', '),
        expected: 'nothing to commit',
        because: 'until a commit is made, the next command may undo the work of both',
        look: settled ? 'the end of merge.sh' : 'what follows `git merge` in merge.sh: settle, add, commit',
      }),
    ).toEqual([]);
    expect(
      nothingNew,
      explain({
        diagnosis: nothingNew && begun && 'The merge was taken back',
        sent: '`git log main`, after merge.sh',
        got: 'both branches as they were before',
        expected: 'a new commit',
        because: 'without one, the question is left to whoever merges next',
        look: outside
          ? 'the folder in which each command runs: the repository is shop'
          : 'merge.sh, after the line with `git merge`',
      }),
    ).toBe(false);
  });

  test('joins both histories on main', patient, async () => {
    const { git } = await merged();

    const log = await git.log('main');
    const hashes = log.map(({ hash }) => hash);
    const hasCodes = (await git.tree('main')).includes('codes.txt');
    const onDiscount = (await git.log('discount')).some(({ parents }) => parents.includes(main) && parents.length > 1);
    const single = !hashes.includes(discount) && hashes.includes(main) && log.length > 2;
    expect(
      { main: hashes.includes(main), discount: hashes.includes(discount), merge: log.some(({ parents }) => parents.length > 1) },
      explain({
        diagnosis: (onDiscount && !single && 'discount has the merge, and main does not') || (single && (hasCodes ? 'The changes came, and their history did not' : 'History shows no merge, and codes.txt stayed behind')),
        sent: '`git log --oneline main`, after merge.sh',
        got: log.length ? `${log[0]!.hash.slice(0, 7)} ${log[0]!.subject}, with ${parentsInWords(log[0]!.parents.length)}` : 'no commits',
        expected: "a commit with two parents, above Mira's and yours",
        because: 'the history says who changed a line and why',
        look: onDiscount ? 'the branch that you are on when you merge' : 'the command that makes the last commit: is a merge under way by then?',
      }),
    ).toEqual({ main: true, discount: true, merge: true });
  }); // prettier-ignore

  test('leaves no markers', patient, async () => {
    const { git } = await merged();

    const [tip] = await git.log('main');
    expect(
      tip?.hash,
      explain({
        sent: '`git log main`, after merge.sh',
        got: 'main as it was before the merge',
        expected: 'a commit of yours, with what both of you meant',
        because: 'what was not committed cannot be looked at',
        look: 'merge.sh: it is what runs, and total.sh gets in by one of its lines',
      }),
    ).not.toBe(main);
    const lines = ((await git.show('total.sh', 'main')) ?? '').split('\n');
    const at = lines.findIndex((line) => /^(?:<{7}|={7}|>{7}|\|{7})/.test(line));
    expect(
      lines.filter((line) => /^(?:<{7}|={7}|>{7}|\|{7})/.test(line)),
      explain({
        diagnosis: at >= 0 && 'Conflict markers were committed',
        sent: '`git show main:total.sh`',
        got: `\`${lines[at]}\` on line ${at + 1}`,
        expected: 'what both of you meant, and nothing of git’s',
        because: 'to bash a marker is a command that does not exist',
        look: 'total.sh beside merge.sh, and the line of merge.sh that puts it into place',
      }),
    ).toEqual([]);
  });
});

describe('what each of the two meant', () => {
  test('an order pays for shipping until it is large enough', patient, async () => {
    const due: Record<string, number> = { '1 1000': 1490, '3 1000': 3490, '1 4999': 5489, '1 5000': 5000, '1 6000': 6000 };

    for await (const { order, got, told, sent, joined } of totals(...Object.keys(due))) {
      const free = joined && Number(got) === due[order]! - 490;
      expect(
        got,
        explain({
          diagnosis: free && 'Nobody pays for shipping any more',
          sent,
          got: told,
          expected: `${due[order]}`,
          because: 'your commit charges 490 cents below 5000, and nothing from there on',
          look: free ? 'the lines of main in total.sh, and what total is set to last' : 'the lines about shipping in total.sh',
        }),
      ).toBe(`${due[order]}`);
    }
  }); // prettier-ignore

  test('TULIP10 takes a tenth off the goods', patient, async () => {
    const due: Record<string, number> = { '1 1000 TULIP10': 1390, '2 1000 TULIP10': 2290, '1 999 TULIP10': 1390 };
    const without: Record<string, number> = { '1 1000 TULIP10': 1490, '2 1000 TULIP10': 2490, '1 999 TULIP10': 1489 };

    for await (const { order, got, told, sent, joined } of totals(...Object.keys(due))) {
      const ignored = joined && Number(got) === without[order];
      const ofAll = Number(got) === without[order]! - Math.floor(without[order]! / 10);
      expect(
        got,
        explain({
          diagnosis: ignored ? "Mira's discount is gone" : ofAll && 'The code took a tenth off the shipping, too',
          sent,
          got: told,
          expected: `${due[order]}`,
          because: "Mira's commit takes a tenth off the goods, and the newsletter has promised it",
          look: ignored ? 'what total.sh does with the code, and whether total is made from the result' : 'what the tenth is taken from',
        }),
      ).toBe(`${due[order]}`);
    }
  }); // prettier-ignore

  test('a code that nobody knows changes nothing', patient, async () => {
    const { value: answer } = await totals('1 1000 ROSE50').next();

    expect(
      answer?.got,
      explain({
        sent: answer?.sent,
        got: answer?.told,
        expected: '1490',
        because: 'only TULIP10 was promised',
        look: 'the condition around the discount',
      }),
    ).toBe('1490');
  });
});

test('what both meant together: first the discount, then shipping', patient, async () => {
  const due: Record<string, number> = { '1 5400 TULIP10': 5350, '2 2750 TULIP10': 5440, '1 6000 TULIP10': 5400 };

  const answers = totals('1 1000', '1 1000 TULIP10', ...Object.keys(due));
  const plain = (await answers.next()).value;
  const tenth = (await answers.next()).value;
  const apart = plain?.got === '1490' && tenth?.got === '1390';
  for await (const { order, got, told, sent } of answers) {
    expect(
      got,
      explain({
        diagnosis: apart && Number(got) === due[order]! - 490 && 'Shipping was decided before the discount',
        sent,
        got: told,
        expected: `${due[order]}`,
        because: 'your commit counts what is paid for the goods in the end, so the discount comes first',
        look: 'the order of the two parts in total.sh',
      }),
    ).toBe(`${due[order]}`);
  }
});

test('what only one side changed is there as well', patient, async () => {
  const { git } = await merged();

  expect(
    await git.tree('main'),
    explain({
      sent: '`git ls-tree main`',
      got: (await git.tree('main')).join(', '),
      expected: 'codes.txt beside total.sh',
      because: 'a merge brings all of a branch, not only the file that collided',
      look: 'how codes.txt could get lost between `git merge` and your commit',
    }),
  ).toEqual(['codes.txt', 'total.sh']);
});
