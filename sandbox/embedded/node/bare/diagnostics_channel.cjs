module.exports = require('../diagnostics_channel.ts').default;
