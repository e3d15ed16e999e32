import { create, getByID, insert, insertMultiple, remove, save, load, search, count } from '@orama/orama';
import MiniSearch from 'minisearch';

const texts = [
  { id: 'a', title: 'Refunds', text: 'Money comes back within five days of a refund.' },
  { id: 'b', title: 'Delivery', text: 'Parcels arrive in two days; express delivery costs more.' },
  { id: 'c', title: 'Returns', text: 'Send a bag back within thirty days and money is returned.' },
];
const vectors = { a: [1, 0, 0], b: [0, 1, 0], c: [0.8, 0, 0.6] };
const round = (number) => Math.round(number * 1e6) / 1e6;

async function createIndex() {
  const index = create({ schema: { title: 'string', text: 'string', vector: 'vector[3]' } });
  for (const text of texts) await insert(index, { ...text, vector: vectors[text.id] });
  return index;
}
const shown = ({ count: found, hits }) => [found, hits.map(({ id, score }) => [id, round(score)])];

export default [
  [
    '@orama/orama: full text',
    async ({ log }) => {
      const index = await createIndex();
      for (const term of ['money', 'dlivery', 'refund days', 'zebra'])
        log(term, shown(await search(index, { term, tolerance: 1 })));
      log(shown(await search(index, { term: 'back', properties: ['title'] })), await count(index));
      log((await getByID(index, 'b')).title, await remove(index, 'b'), await count(index));
    },
  ],
  [
    '@orama/orama: vectors and both together',
    async ({ log }) => {
      const index = await createIndex();
      const vector = { value: [1, 0, 0], property: 'vector' };
      log(shown(await search(index, { mode: 'vector', vector, similarity: 0.5 })));
      log(shown(await search(index, { mode: 'hybrid', term: 'bag', vector, similarity: 0.5 })));
      log(shown(await search(index, { mode: 'vector', vector, similarity: 0.99, limit: 1 })));
    },
  ],
  [
    '@orama/orama: filters, facets, saving and loading',
    async ({ log, rejects }) => {
      const index = create({ schema: { name: 'string', price: 'number', kind: 'enum' } });
      await insertMultiple(index, [
        { id: '1', name: 'blue bag', price: 20, kind: 'bag' },
        { id: '2', name: 'blue cup', price: 5, kind: 'cup' },
        { id: '3', name: 'red bag', price: 30, kind: 'bag' },
      ]);
      log(shown(await search(index, { term: 'bag', where: { price: { lt: 25 } } })));
      const { facets } = await search(index, { term: 'blue', facets: { kind: {} } });
      log(facets.kind.values);
      const copy = create({ schema: { name: 'string', price: 'number', kind: 'enum' } });
      load(copy, JSON.parse(JSON.stringify(save(index))));
      log(shown(await search(copy, { term: 'red' })));
      await rejects(insert(index, { name: 7 }));
    },
  ],
  [
    'minisearch: search, typos and prefixes',
    ({ log }) => {
      const index = new MiniSearch({ fields: ['title', 'text'], storeFields: ['title'] });
      index.addAll(texts);
      const find = (...args) => index.search(...args).map(({ id, score, terms }) => [id, round(score), terms]);
      log(find('money'), find('delvery', { fuzzy: 0.2 }), find('ret', { prefix: true }));
      log(
        find('money days', { combineWith: 'AND' }),
        find('back', { boost: { title: 2 }, filter: ({ id }) => id !== 'a' }),
      );
    },
  ],
  [
    'minisearch: suggestions, changes and saving',
    ({ log, attempt }) => {
      const index = new MiniSearch({ fields: ['text'] });
      index.addAll(texts);
      log(index.autoSuggest('mon ba', { prefix: true }).map(({ suggestion, score }) => [suggestion, round(score)]));
      index.discard('c');
      index.replace({ id: 'a', text: 'Coins, not notes' });
      log(index.documentCount, index.search('money').length, index.search('coins')[0].id, index.has('c'));
      const copy = MiniSearch.loadJSON(JSON.stringify(index), { fields: ['text'] });
      log(copy.search('parcels').map(({ id }) => id));
      attempt(() => index.add({ id: 'a', text: 'twice' }));
    },
  ],
  [
    'minisearch: own words',
    ({ log, attempt }) => {
      const index = new MiniSearch({
        fields: ['text'],
        tokenize: (text) => text.split('-'),
        processTerm: (term) => (term === 'the' ? null : term.toUpperCase()),
        extractField: (document, name) => (name === 'id' ? document.key : document[name]),
      });
      index.add({ key: 1, text: 'the-blue-bag' });
      log(
        index.search('blue').map(({ id, match }) => [id, match]),
        index.search('the'),
        MiniSearch.wildcard.toString(),
      );
      attempt(() => new MiniSearch({}));
    },
  ],
];
