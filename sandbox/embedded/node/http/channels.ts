import diagnostics from '../diagnostics_channel.ts';

const { channel } = diagnostics as unknown as typeof import('node:diagnostics_channel');

/** Where monitoring libraries listen. */
export const channels = {
  requestCreated: channel('http.client.request.created'),
  requestStart: channel('http.client.request.start'),
  requestError: channel('http.client.request.error'),
  clientResponse: channel('http.client.response.finish'),
  serverRequest: channel('http.server.request.start'),
  responseCreated: channel('http.server.response.created'),
  responseFinish: channel('http.server.response.finish'),
};
