import { Bash, InMemoryFs, type CustomCommand, type InitialFiles } from 'just-bash/browser';
import { nodeConnect } from './node-connect.ts';
import { nodeHttp } from './node-http.ts';
import { scriptCommands } from './commands/hosted.ts';
import type { CommandResult } from './types.ts';

// Suites may install fake timers; a script's own time must go on.
const { setTimeout, clearTimeout } = globalThis;

export interface RunInit {
  stdin?: string | undefined;
  /** ms */
  timeout: number;
  cwd: string;
  env: Record<string, string>;
}

/** A place where command lines run: in memory, or on the machine. */
export interface ScriptPlace {
  run(command: string, init: RunInit): Promise<CommandResult & { endless?: string }>;
  /** Everything below a folder, by its path in there; bytes that are no text as bytes. */
  read(folder: string): Promise<Record<string, Uint8Array>>;
  write(path: string, contents: string | Uint8Array): Promise<void>;
  end(): Promise<void>;
}

/** So many commands no script of a lesson needs; a loop without an end gets there in seconds. */
const mostCommands = 200_000;

/** A bash interpreter on files in memory. Each command line is a shell of its own; only the files stay. */
export function createScriptPlace(files: Record<string, string | Uint8Array>): ScriptPlace {
  const disk = new InMemoryFs({ ...files, '/dev/null': '', '/tmp/.keep': '' } as InitialFiles);
  const commands = scriptCommands({ http: nodeHttp, connect: nodeConnect }) as CustomCommand[];
  return {
    async run(command, { stdin = '', timeout, cwd, env }) {
      const bash = new Bash({
        fs: disk,
        cwd,
        env,
        customCommands: commands,
        processInfo: { uid: 1000, gid: 1000 },
        executionLimits: {
          maxExecutionTimeMs: timeout,
          maxCommandCount: mostCommands,
          maxLoopIterations: mostCommands,
        },
      });
      const control = new AbortController();
      const timer = setTimeout(() => control.abort(), timeout);
      try {
        const { stdout, stderr, exitCode } = await bash.exec(command, {
          rawScript: true,
          stdin,
          signal: control.signal,
        });
        const result = { stdout, stderr, exitCode };
        return endsIn(stderr, control.signal) ? { ...result, endless: reasonOf(stderr) } : result;
      } finally {
        clearTimeout(timer);
      }
    },
    async read(folder) {
      const found: Record<string, Uint8Array> = {};
      for (const path of disk.getAllPaths().sort()) {
        if (!path.startsWith(`${folder}/`) || !(await disk.lstat(path)).isFile) continue;
        found[path.slice(folder.length + 1)] = await disk.readFileBuffer(path);
      }
      return found;
    },
    write: (path, contents) => disk.writeFile(path, contents),
    end: async () => {},
  };
}

/** The interpreter's own words for what it ends. */
const ended = /execution (?:exceeded|aborted)|too many (?:commands|iterations)|maxLoopIterations/;

const endsIn = (stderr: string, signal: AbortSignal) => signal.aborted || ended.test(stderr);
const reasonOf = (stderr: string) =>
  /too many|maxLoopIterations/.test(stderr) ? `more than ${mostCommands} commands` : 'no end within the time';
