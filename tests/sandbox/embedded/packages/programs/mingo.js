import mingo, { aggregate, find, Query, update } from 'mingo';

export default [
  [
    'mingo: finds and updates',
    ({ log }) => {
      const people = [
        { name: 'ann', age: 30, tags: ['a', 'b'], address: { city: 'Rome' } },
        { name: 'bob', age: 20, tags: [] },
        { name: 'cy', tags: ['b'] },
      ];
      log(
        find(people, { age: { $gte: 20 }, tags: { $in: ['b'] } }, { name: 1, _id: 0 }).all(),
        find(people, { 'address.city': /^R/ }).all().length,
      );
      log(
        new Query({ $or: [{ age: { $exists: false } }, { name: { $regex: '^b' } }] })
          .find(people)
          .sort({ name: -1 })
          .limit(1)
          .all(),
      );
      const ann = structuredClone(people[0]);
      log(update(ann, { $set: { 'address.zip': 1 }, $inc: { age: 1 }, $push: { tags: 'c' } }), ann);
    },
  ],
  [
    'mingo: aggregates',
    ({ log }) => {
      const sales = [
        { item: 'a', n: 2, price: 5 },
        { item: 'b', n: 1, price: 10 },
        { item: 'a', n: 1, price: 5 },
      ];
      log(
        aggregate(sales, [
          { $match: { n: { $gt: 0 } } },
          { $group: { _id: '$item', total: { $sum: { $multiply: ['$n', '$price'] } }, n: { $sum: 1 } } },
          { $sort: { total: -1 } },
        ]),
      );
      log(
        aggregate(sales, [
          { $project: { item: 1, big: { $cond: [{ $gte: ['$price', 10] }, 'yes', 'no'] } } },
          { $skip: 1 },
        ]),
        aggregate([{ a: [1, 2] }], [{ $unwind: '$a' }]),
      );
    },
  ],
  [
    'mingo: wrong queries',
    ({ log, attempt }) => {
      attempt(() => find([{ a: 1 }], { a: { $nonsense: 1 } }).all());
      attempt(() => aggregate([], [{ $nope: {} }]));
      log(Object.keys(mingo).sort());
    },
  ],
];
