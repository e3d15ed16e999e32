module.exports = require('../url.ts').default;
