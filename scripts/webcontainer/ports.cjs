// Loaded first by each Node process of the double's: tells the kernel which ports it listens on, for as long as it lives.
'use strict';
const net = require('node:net');

const { connect } = net;
const { listen } = net.Server.prototype;
let line;

function tell(type, port) {
  line ??= connect(process.env.DOUBLE_PORTS).on('error', () => {});
  line.unref();
  line.write(`${type} ${port}\n`);
}

net.Server.prototype.listen = function (...all) {
  this.once('listening', () => {
    const { port } = this.address() ?? {};
    if (!port) return;
    tell('open', port);
    this.once('close', () => tell('close', port));
  });
  return Reflect.apply(listen, this, all);
};
