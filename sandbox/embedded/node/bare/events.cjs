module.exports = require('../events.ts').default;
