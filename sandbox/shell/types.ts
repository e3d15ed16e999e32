/** What a shell and the place that it lives in say to each other. Types only. */

export type Contents = string | Uint8Array;

/** A file that a command left behind: text, bytes that are no text, or nothing any more. Paths are absolute. */
export interface FileChange {
  path: string;
  contents: Contents | undefined;
}

export interface CommandResult {
  stdout: string;
  stderr: string;
  exitCode: number;
}

export interface NodeRequest {
  /** Below the folder of the exercise. */
  entry: string;
  /** What the entry holds, when it is no file of the exercise. */
  source?: string | undefined;
  args: string[];
  env: Record<string, string>;
  /** Nothing stands between the program and the terminal: what it prints is shown as it comes. */
  live: boolean;
  /** Goes on in the background, as this command. */
  background?: string | undefined;
}

export interface HttpAsk {
  url: string;
  method: string;
  headers: [string, string][];
  body: Uint8Array | undefined;
}

export type HttpAnswer =
  | { status: number; statusText: string; headers: [string, string][]; body: Uint8Array }
  /** Nothing listens on that port; `running` are the ports that do. */
  | { refused: true; running: number[]; start: string }
  | { broken: string };

export interface SqlRequest {
  /** Absolute path, or `:memory:`. */
  file: string;
  database: Uint8Array | undefined;
  /** Statements and dot commands, in order. */
  script: string;
  options: string[];
}

export interface SqlResult extends CommandResult {
  /** The database afterwards, when it is a file. */
  database?: Uint8Array | undefined;
}

/** What a host answered, and what it printed meanwhile. */
export interface HostAnswer {
  value: unknown;
  stdout: string;
  stderr: string;
}

export interface Job {
  id: number;
  command: string;
  running: boolean;
}

/** A connection on which bytes go both ways. */
export interface ByteStream {
  write(bytes: Uint8Array): void;
  /** The next bytes; nothing once the other side has closed. */
  read(): Promise<Uint8Array | undefined>;
  close(): void;
}

/** What the shell cannot do itself. Each call may be given up when the learner stops the command. */
export interface ShellServices {
  node(request: NodeRequest): Promise<CommandResult>;
  test(): Promise<CommandResult>;
  http(ask: HttpAsk): Promise<HttpAnswer>;
  /**
   * Connects to a server that does not speak HTTP.
   * Rejects with the reason in the words of the system: `Connection refused`.
   */
  connect(host: string, port: number): Promise<ByteStream>;
  sql(request: SqlRequest): Promise<SqlResult>;
  /** Asks a host with a worker of its own (PostgreSQL, Python), which starts with the first question and stays. */
  ask(host: string, method: string, params: unknown): Promise<HostAnswer>;
  jobs(): Promise<Job[]>;
  /** Ends a background job. False when there is no such job. */
  kill(id: number): Promise<boolean>;
  /** Waits until a job ends. Undefined when there is no such job. */
  foreground(id: number): Promise<CommandResult | undefined>;
  clear(): Promise<void>;
  /** The lines that were typed, oldest first. */
  history(): Promise<string[]>;
}

export interface ShellHost extends ShellServices {
  output(stream: 'stdout' | 'stderr', text: string): void;
  /** Takes over what commands changed. Resolves with a sentence for each change that was refused. */
  sync(changes: FileChange[]): Promise<string[]>;
}

export interface ShellStart {
  /** Absolute paths. */
  files: Record<string, Contents>;
  /** The exercise's folder. */
  home: string;
  /** Why a file may not be changed, by absolute path. */
  locked: Record<string, string>;
  /** Why a file may not be removed. */
  kept: Record<string, string>;
  cwd: string;
  env: Record<string, string>;
  status: number;
  /** The file that `npm start` runs. */
  serve: string;
  /** The databases of the exercise's server, which `psql` and `redis-cli` reach in place of the terminal's own. */
  beside?: readonly string[];
  /** Lines with functions, aliases and options of a shell before this one. */
  definitions: string[];
}

/** How things stand when the next line can be typed. */
export interface Prompt {
  status: number;
  cwd: string;
  env: Record<string, string>;
  /** The line defined something that a shell after this one should know. */
  definition?: string | undefined;
  /** `exit` was called, or an error ended the shell. A new one has taken its place. */
  ended?: boolean | undefined;
}

export interface Completion {
  /** Where the word that is completed begins. */
  from: number;
  /** What it may become, each in full. */
  words: string[];
}
