import { describe, expect, test } from 'vitest';
import { explain, serve, type Client } from '#testing';
import { createApp } from './app.ts';
import { readPage } from './read-page.ts';

interface Written {
  name?: string;
  website?: string;
  text?: string;
}

const post = (client: Client, path: string, comment: Written) =>
  client.post(path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ name: 'Ann', website: '', text: 'Hello', ...comment }).toString(),
  });

/** An empty wall, with these comments sent to it. */
async function wallWith(...comments: Written[]) {
  const client = await serve(createApp({ comments: [] }), { fresh: true });
  for (const comment of comments) await post(client, '/comments', comment);
  return client;
}

/** What the page of a wall with this one comment consists of. */
async function structureOf(comment: Written, path = '/') {
  const client = await wallWith(comment);
  const answer = await client.get(path);
  return { answer, structure: readPage(answer.text).structure };
}

/** The tags that one page has and the other has not, to be shown to a learner. */
const strangeTags = (structure: string[], harmless: string[]) =>
  structure
    .filter((tag, at) => tag !== harmless[at])
    .slice(0, 2)
    .join(' ') || 'fewer tags than before';

const hostile = {
  script: '<script>alert(1)</script>',
  image: '<img src=x onerror=alert(1)>',
  drawing: '<svg/onload=alert(1)>',
  end: '</p></article></ul><h1>Closed</h1>',
  remark: 'Hello <!-- and nothing after it',
  bracket: '<<b>b</b>',
};

describe('GET /', () => {
  test('shows a comment with its name', async () => {
    const client = await wallWith({ name: 'Ann', text: 'What a wall' });

    const { text } = readPage((await client.get('/')).text);

    for (const part of ['What a wall', 'Ann']) {
      expect(
        text,
        explain({
          sent: 'a comment “What a wall” of Ann, then GET /',
          expected: `“${part}” on the page`,
          because: 'the wall shows what people write, and who wrote it',
          look: 'showComment, and the route that stores the comment',
        }),
      ).toContain(part);
    }
  });

  test('shows the comments that contain what was searched for, and no others', async () => {
    const client = await wallWith({ text: 'The fern is dry' }, { text: 'The pipe drips' });

    const { text } = readPage((await client.get('/?search=fern')).text);

    expect(
      ['The fern is dry', 'The pipe drips'].filter((one) => text.includes(one)),
      explain({
        sent: 'the comments “The fern is dry” and “The pipe drips”, then GET /?search=fern',
        expected: 'the one with the fern alone',
        because: 'whoever searches wants to read less',
        look: 'which comments GET / hands to showWall',
      }),
    ).toEqual(['The fern is dry']);
  });

  test.each(Object.entries(hostile))('takes a text with a hostile %s for text', async (kind, written) => {
    const { structure: harmless } = await structureOf({ text: 'Hello' });
    const { structure, answer } = await structureOf({ text: written });

    const scriptIsText = (await structureOf({ text: hostile.script })).structure.join() === harmless.join();
    const runs = structure.some((tag) => tag.startsWith('<script'));
    const found: Record<string, string | false> = {
      script: runs
        ? Boolean(answer.headers['content-security-policy']) && 'Only the policy stood in the way'
        : structure.join() !== harmless.join() && 'Only the first < was escaped',
      image: scriptIsText && structure.includes('<img src onerror>') && '`<img onerror>` ran',
    };
    expect(
      structure,
      explain({
        diagnosis: found[kind],
        sent: `a comment with the text ${written}, then GET /`,
        got: `a page with ${strangeTags(structure, harmless)}`,
        expected: 'the same tags as for the text Hello',
        because: 'a browser runs what it reads as a tag',
        look: 'where the text goes into the page, in showComment',
      }),
    ).toEqual(harmless);
  });

  test('shows exactly what was written', async () => {
    const written = `5 < 7 & "so"; &lt; or <b>`;
    const { structure: harmless } = await structureOf({ text: 'Hello' });
    const { structure, answer } = await structureOf({ text: written });

    const { text } = readPage(answer.text);
    const inert = structure.join() === harmless.join();
    const line = text.split('\n').find((one) => one.includes('5')) ?? '';
    expect(
      text,
      explain({
        diagnosis:
          (text.includes('5 &lt; 7') && 'Readers saw &lt; instead of <') ||
          (inert && !text.includes('<b>') && 'A part of the comment vanished'),
        sent: `a comment with the text ${written}`,
        got: `a page that says ${line.trim()}`,
        expected: 'the same characters',
        because: 'people write about tags, prices and hearts',
        look: 'what happens to the text between the form and the page',
      }),
    ).toContain(written);
  });

  test.each([
    ['a quote', 'Ann" onmouseover="alert(1)'],
    ['a single quote', "Ann' onmouseover='alert(1)"],
    ['a tag', '<i onclick=alert(1)>Ann</i>'],
  ])('takes a name with %s for text', async (what, name) => {
    const { structure: harmless } = await structureOf({ name: 'Ann' });
    const { structure, answer } = await structureOf({ name });

    expect(
      structure,
      explain({
        diagnosis: what.endsWith('quote') && structure.join() !== harmless.join() && 'A quote ended the attribute',
        sent: `a comment of ${name}, then GET /`,
        got: `a page with ${strangeTags(structure, harmless)}`,
        expected: 'the same tags and attributes as for Ann',
        because: what.endsWith('quote')
          ? 'in an attribute a quote is what < is between tags'
          : 'a browser runs what it reads as a tag',
        look: 'every place where a name goes into the page',
      }),
    ).toEqual(harmless);
    expect(
      readPage(answer.text).text,
      explain({
        sent: `a comment of ${name}, then GET /`,
        expected: 'this name on the page',
        because: 'people may call themselves what they like',
        look: 'how the name is shown',
      }),
    ).toContain(name);
  });

  test.each(["' autofocus onfocus='alert(1)", '" autofocus onfocus="alert(1)', '<img src=x onerror=alert(1)>'])(
    'takes a search for %s for text, and shows it in the field',
    async (search) => {
      const client = await wallWith();
      const harmless = readPage((await client.get('/?search=fern')).text).structure;

      const { structure, elements } = readPage((await client.get(`/?search=${encodeURIComponent(search)}`)).text);

      const quoted = structure.some((tag) => tag.includes('onfocus'));
      const marked = structure.some((tag) => tag.startsWith('<img'));
      expect(
        structure,
        explain({
          diagnosis: (quoted && 'A quote ended the attribute') || (marked && 'The search came back as markup'),
          sent: `GET /?search=${search}`,
          got: `a page with ${strangeTags(structure, harmless)}`,
          expected: 'the same tags and attributes as for the search fern',
          because: 'a link to such a search can be sent to anybody',
          look: 'every place where the search goes into showWall',
        }),
      ).toEqual(harmless);
      const value = elements.find(({ attributes }) => attributes.get('name') === 'search')?.attributes.get('value');
      expect(
        value,
        explain({
          sent: `GET /?search=${search}`,
          got: `${value} in the field`,
          expected: 'the text that was searched for',
          because: 'people correct a search where they typed it',
          look: 'the value of the field named search',
        }),
      ).toBe(search);
    },
  );
});

describe('the website of a comment', () => {
  /** Where the links of the wall lead, but for its own pages. */
  async function linksOf(website: string): Promise<string[]> {
    const client = await wallWith({ website });
    const { elements } = readPage((await client.get('/')).text);
    return elements
      .filter(({ tag }) => tag === 'a')
      .map(({ attributes }) => attributes.get('href') ?? '')
      .filter((href) => !/^\/(?!\/)/.test(href));
  }

  test.each(['https://ann.example/?a=1&b=2', 'http://ann.example/garden', 'HTTPS://ann.example/'])(
    '%s is a link',
    async (website) => {
      const links = await linksOf(website);

      expect(
        links.map((link) => (URL.canParse(link) ? new URL(link).href : link)),
        explain({
          diagnosis: links.length === 0 && 'A good website lost its link',
          sent: `a comment with the website ${website}`,
          got: links.join(' ') || 'no link',
          expected: 'a link to this website',
          because: website.startsWith('HTTPS')
            ? 'it begins with https: for every browser, which reads capitals there as small letters'
            : 'it begins with http: or https:',
          look: 'the condition for a link, and the value of href',
        }),
      ).toEqual([new URL(website).href]);
    },
  );

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'ann.example',
  ])('%s is no link', async (website) => {
    const plain = await linksOf('javascript:alert(1)');
    const links = await linksOf(website);

    expect(
      links,
      explain({
        diagnosis:
          links.length > 0 &&
          (website === 'javascript:alert(1)'
            ? 'javascript: link kept'
            : plain.length === 0 && website !== 'ann.example' && 'Only one spelling of javascript: was refused'),
        sent: `a comment with the website ${JSON.stringify(website)}`,
        got: `a link to ${links.join(' ')}`,
        expected: 'the name without a link',
        because: 'escaping does not help here: a browser runs such an address when it is clicked',
        look: 'the condition for a link: name the two beginnings that are good',
      }),
    ).toEqual([]);
  });

  test('takes a quote in an address for a part of it', async () => {
    const { structure: harmless } = await structureOf({ website: 'https://ann.example/' });
    const { structure } = await structureOf({ website: 'https://ann.example/" onclick="alert(1)' });

    expect(
      structure,
      explain({
        diagnosis: structure.join().includes('onclick') && 'A quote ended the attribute',
        sent: 'a comment with the website https://ann.example/" onclick="alert(1)',
        got: `a page with ${strangeTags(structure, harmless)}`,
        expected: 'one link, with the attributes that links have',
        because: 'a good beginning says nothing about the rest',
        look: 'the href of the link: it needs both, the check and the escaping',
      }),
    ).toEqual(harmless);
  });
});

describe('GET /comments/:id/edit', () => {
  const written = {
    name: 'Bob "the pipe" O\'Hara <b>',
    website: 'javascript:alert("1")',
    text: 'I <3 pipes & &lt;valves&gt; </textarea><script>alert(1)</script>',
  };

  async function editPage(comment: Written) {
    const client = await wallWith(comment);
    const { items } = (await client.get('/comments.json')).json();
    return {
      client,
      path: `/comments/${items.at(-1).id}`,
      page: readPage((await client.get(`/comments/${items.at(-1).id}/edit`)).text),
    };
  }

  test('fills the form with exactly what was written', async () => {
    const { page } = await editPage(written);

    const fieldOf = (name: string) => page.elements.find(({ attributes }) => attributes.get('name') === name);
    const shown = {
      name: fieldOf('name')?.attributes.get('value'),
      website: fieldOf('website')?.attributes.get('value'),
      text: fieldOf('text')?.text,
    };
    const [field] = (['name', 'website', 'text'] as const).filter((one) => shown[one] !== written[one]);
    const ended = field === 'text' && shown.text === 'I <3 pipes & <valves> ';
    expect(
      shown,
      explain({
        diagnosis:
          (ended && 'A comment ended the text area') ||
          (Object.values(shown).some((one) => /&lt;(?:3|b)/.test(`${one}`)) && 'Edit shows &lt; where < was written') ||
          (shown.name === 'Bob ' && 'A quote ended the attribute'),
        sent: `a comment with the ${field} ${written[field ?? 'text']}, then its edit page`,
        got: `${shown[field ?? 'text']} in the field`,
        expected: 'what was written',
        because: 'whoever saves would store what the form shows',
        look: ended
          ? 'the text between <textarea> and its end'
          : 'what is stored, and how often it is escaped on its way',
      }),
    ).toEqual(written);
  });

  test('has no tags that somebody wrote', async () => {
    const harmless = (await editPage({ name: 'Bob', text: 'Hello' })).page.structure;
    const { structure } = (await editPage(written)).page;

    expect(
      structure,
      explain({
        sent: `a comment with the text ${written.text}, then its edit page`,
        got: `a page with ${strangeTags(structure, harmless)}`,
        expected: 'the same tags as for the text Hello',
        because: 'a text area ends where its end tag stands, whoever wrote it',
        look: 'every value that goes into showForm, its title too',
      }),
    ).toEqual(harmless);
  });

  test('is about one comment, and changes no other', async () => {
    const client = await wallWith({ text: 'First' }, { text: 'Second' }, { text: 'Third' });
    const ids: number[] = (await client.get('/comments.json')).json().items.map(({ id }: { id: number }) => id);

    const form = readPage((await client.get(`/comments/${ids[1]}/edit`)).text);
    await post(client, `/comments/${ids[1]}`, { text: 'Changed' });

    const field = form.elements.find(({ attributes }) => attributes.get('name') === 'text')?.text;
    const texts = (await client.get('/comments.json')).json().items.map(({ text }: { text: string }) => text);
    expect(
      { field, texts },
      explain({
        sent: `the edit page of the second of three comments, whose id is ${ids[1]}, then a new text to it`,
        got: `${field} in the form, and afterwards ${texts.join(', ')}`,
        expected: 'Second in the form, and afterwards First, Changed, Third',
        because: 'an id stands for one comment',
        look: 'how a comment is found by its id, and where new ids come from',
      }),
    ).toEqual({ field: 'Second', texts: ['First', 'Changed', 'Third'] });
  });

  test('stores what is saved, and shows it on the wall', async () => {
    const { client, path } = await editPage(written);

    const answer = await post(client, path, { name: 'Bob', text: '2 < 3' });

    const { text } = readPage((await client.get('/')).text);
    expect(
      { status: answer.status, shown: text.includes('2 < 3'), old: text.includes('pipes') },
      explain({
        sent: `POST ${path} with the text 2 < 3, then GET /`,
        got: `${answer.status}, and a wall that ${text.includes('2 < 3') ? 'shows' : 'does not show'} it`,
        expected: '303, and the new text in the place of the old',
        because: 'that is what saving means',
        look: 'the route that changes a comment',
      }),
    ).toEqual({ status: 303, shown: true, old: false });
  });
});

test.each(['new', 'changed'])('a %s comment leads back to the wall', async (kind) => {
  const client = await wallWith({ text: 'Hello' });
  const { items } = (await client.get('/comments.json')).json();
  const path = kind === 'new' ? '/comments' : `/comments/${items.at(-1).id}`;

  const { status, headers } = await post(client, path, { text: 'Good evening' });

  const { location } = headers;
  expect(
    { status, path: location && new URL(location, `http://localhost${path}`).pathname },
    explain({
      got: `${status} with ${location ? `Location: ${location}` : 'no place to go'}`,
      expected: '303 with Location: /',
      because: 'a browser then asks for the wall, and reloading it sends nothing twice',
      look: 'the answer of this route',
    }),
  ).toEqual({ status: 303, path: '/' });
});

test('GET /comments.json gives what was written, for readers that make no HTML', async () => {
  const written = { name: '<b>Ann</b>', website: 'https://ann.example/?a=1&b=2', text: '5 < 7 & "so" <3' };
  const client = await wallWith(written);

  const { items } = (await client.get('/comments.json')).json();

  expect(
    items.at(-1),
    explain({
      sent: `a comment with the text ${written.text}, then GET /comments.json`,
      expected: 'name, website and text as they were sent',
      because: 'escaping belongs to the place where a text lands, and this is another place',
      look: 'readComment: does it change anything?',
    }),
  ).toMatchObject(written);
});

describe('Content-Security-Policy', () => {
  /** The sources of a directive; where it is not there, those of default-src. */
  function sourcesOf(policy: string, name: string): string[] | undefined {
    const directives = policy.split(';').map((one) => one.trim().toLowerCase().split(/\s+/));
    const found = directives.find(([own]) => own === name) ?? directives.find(([own]) => own === 'default-src');
    return found?.slice(1);
  }

  test.each(['/', '/comments/1/edit'])('of %s lets scripts come from this server alone', async (path) => {
    const client = await wallWith({});

    const { headers } = await client.get(path);

    const policy = headers['content-security-policy'] ?? '';
    const sources = sourcesOf(policy, 'script-src');
    const careless = /^(?:\*|https?:|data:|blob:|'unsafe-(?:inline|eval)'|(?:https?:)?\/\/.*)$/;
    const reports = !policy && headers['content-security-policy-report-only'] !== undefined;
    expect(
      sources ? sources.filter((source) => careless.test(source)) : 'no rule for scripts',
      explain({
        diagnosis:
          (reports && 'The policy reports and stops nothing') ||
          (!policy && 'Nothing stands behind the escaping') ||
          (sources?.includes("'unsafe-inline'") && 'The policy allows scripts inside of the page'),
        sent: `GET ${path}`,
        got: policy
          ? `the policy ${policy}`
          : reports
            ? 'the header Content-Security-Policy-Report-Only, and no Content-Security-Policy'
            : 'no header Content-Security-Policy',
        expected: "script-src or default-src with 'self' or 'none'",
        because: 'on the day somebody forgets to escape, the browser still refuses the script',
        look: 'the header, set before the routes',
      }),
    ).toEqual([]);
  });

  test("of the wall comes with the wall's own style sheet", async () => {
    const client = await wallWith({});

    const { status, headers, text } = await client.get('/wall.css');

    expect(
      { status, type: headers['content-type']?.split(';')[0], rules: /\w+ *\{[^}]*:/.test(text) },
      explain({
        expected: '200 with rules for the pages, labelled text/css',
        because: 'browsers read no style sheet under another label',
        look: 'the route of /wall.css: it was there, and nothing about it has to change',
      }),
    ).toEqual({ status: 200, type: 'text/css', rules: true });
  });

  test("leaves the wall's own style alone", async () => {
    const client = await wallWith({});

    const { headers } = await client.get('/');

    const policy = headers['content-security-policy'] ?? '';
    const sources = sourcesOf(policy, 'style-src') ?? ['*'];
    expect(
      sources.includes("'self'") || sources.includes('*') ? 'styled' : 'not styled',
      explain({
        diagnosis: "The policy switched off the wall's own style",
        got: `the policy ${policy}`,
        expected: "'self' among the sources of style-src or default-src",
        because: 'a browser then refuses /wall.css, too',
        look: 'what your policy says about styles',
      }),
    ).toBe('styled');
  });
});
