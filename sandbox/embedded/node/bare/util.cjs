module.exports = require('../util.ts').default;
