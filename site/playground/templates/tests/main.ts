// Run starts this file; Run tests runs cart.test.ts.
import { discounted, totalOf } from './cart.ts';

const total = totalOf([{ name: 'Rope', price: 12_50, amount: 10 }]);
console.log('Ten ropes cost', (discounted(total) / 100).toFixed(2));
