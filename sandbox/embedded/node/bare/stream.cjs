module.exports = require('../stream.ts').default;
