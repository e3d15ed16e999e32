module.exports = require('../string_decoder.ts').default;
