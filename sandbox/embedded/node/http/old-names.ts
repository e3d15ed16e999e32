import type http from '../http.ts';
import { METHODS } from './constants.ts';
import { MessageParser } from './message-parser.ts';
import { hasBadContent, isToken } from './validate.ts';

/** `_http_agent` and its like: the names under which old libraries look for the parts of `http`. */
export function oldNames(own: typeof http): Record<string, object> {
  const { Agent, globalAgent, ClientRequest, IncomingMessage, OutgoingMessage, Server, ServerResponse, STATUS_CODES } = own;
  const { validateHeaderName, validateHeaderValue } = own;
  return {
    _http_agent: { Agent, globalAgent },
    _http_client: { ClientRequest },
    _http_incoming: { IncomingMessage },
    _http_outgoing: { OutgoingMessage, validateHeaderName, validateHeaderValue },
    _http_server: { STATUS_CODES, Server, ServerResponse },
    _http_common: {
      _checkIsHttpToken: isToken,
      _checkInvalidHeaderChar: (value: unknown) => hasBadContent(String(value)),
      chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
      continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
      CRLF: '\r\n',
      methods: METHODS,
      HTTPParser: MessageParser,
    },
  };
} // prettier-ignore
