import http from 'node:http';

/** ms that a server may take to its first answer; it may have to load something. */
const patience = 3000;

/** Asks a server for one answer, of whatever status. Returns in a learner's words why it gave none. */
export function probeServer(url: string, limit = patience): Promise<string | undefined> {
  return new Promise((resolve) => {
    let connected = false;
    const outgoing = http.get(url, { agent: false }, (incoming) => {
      incoming.resume();
      end(undefined);
    });
    const end = (said: string | undefined) => {
      clearTimeout(timer);
      outgoing.destroy();
      resolve(said);
    };
    const timer = setTimeout(() => end(connected ? silent(url, limit) : unreachable(url)), limit);
    outgoing.once('socket', (socket) => socket.once('connect', () => (connected = true)));
    outgoing.on('error', (error: NodeJS.ErrnoException) => end(connected ? strange(url, error) : absent(url, error)));
  });
}

const silent = (url: string, limit: number) =>
  `A program at ${url} took the connection and gave no answer to GET / within ${limit / 1000} s. Is it still starting, or stuck in an earlier request? Try \`curl -i ${url}/\`.`;

const unreachable = (url: string) =>
  `${url} cannot be reached: the connection was neither accepted nor refused. Is the host right, and is there a firewall between?`;

function absent(url: string, { code, message }: NodeJS.ErrnoException): string {
  const { hostname } = new URL(url);
  if (code === 'ECONNREFUSED')
    return `Nothing listens at ${url}. Start your server, leave it running, and look at the port that it prints.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `There is no computer called “${hostname}” to be found, so ${url} cannot be graded. Is BASE_URL spelled right?`;
  return `${url} cannot be reached (${code ?? message}).`;
}

function strange(url: string, { code, message }: NodeJS.ErrnoException): string {
  const how = code?.startsWith('HPE_') ? 'answered something that is not HTTP' : 'closed the connection without an answer';
  return `A program at ${url} ${how} (${message}). It may be another program, such as a database, or expect https. Is the port right?`;
} // prettier-ignore
