module.exports = require('../crypto.ts').default;
