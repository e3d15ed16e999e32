exports.add = (a, b) => a + b;
exports.file = require('node:path').basename(__filename);
