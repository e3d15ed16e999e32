module.exports = require('../net.ts').default;
