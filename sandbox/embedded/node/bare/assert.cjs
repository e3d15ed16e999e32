module.exports = require('../assert.ts').default;
