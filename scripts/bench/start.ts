import { spawn } from 'node:child_process';

/** ms from `npm start` to the first page, fetched in full. */
export async function measureStart(): Promise<number> {
  const started = performance.now();
  const child = spawn('npm', ['start'], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let output = '';
      const timer = setTimeout(() => reject(new Error(`npm start printed no address:\n${output}`)), 30_000);
      child.stdout.on('data', (chunk) => {
        output += chunk;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
        if (!found) return;
        clearTimeout(timer);
        resolve(found);
      });
    });
    const response = await fetch(`${address}/`);
    await response.text();
    return performance.now() - started;
  } finally {
    endGroup(child.pid!);
  }
}

/** Ends npm and the server it started. What has ended by itself is no fault, and must not hide the one that ended it. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
