module.exports = require('../buffer.ts').default;
