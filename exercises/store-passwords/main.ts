// A user signs up and logs in: `node main.ts`. The tests do not use this file.
import { createPasswords } from './passwords.ts';

const passwords = createPasswords({
  cost: { N: 2 ** 14, r: 8, p: 1 },
  blocklist: new Set(['passwordpassword', 'qwertyuiopasdfgh']),
});

const password = 'the fern drinks at noon';
console.log('Refused because of:', passwords.findFault(password) ?? 'nothing');

const record = await passwords.hash(password);
console.log('Stored:            ', record);
console.log('Stored once more:  ', await passwords.hash(password));
console.log('The same password: ', await passwords.verify(password, record));
console.log('Another password:  ', await passwords.verify('the fern drinks at ten', record));
