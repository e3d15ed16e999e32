const { AbortController, AbortSignal } = globalThis;
module.exports = { AbortController, AbortSignal, default: AbortController };
