const { add } = require('./math.cjs');
module.exports = { triple: (n) => add(n, add(n, n)), name: 'old' };
