module.exports = require('../querystring.ts').default;
