module.exports = require('../zlib.ts').default;
