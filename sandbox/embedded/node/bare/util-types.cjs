module.exports = require('../util-types.ts').default;
