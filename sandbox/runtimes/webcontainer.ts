import { toPlain, toResponse } from '../embedded/responses.ts';
import type { Files, PlainRequest, Runtime } from '../types.ts';
import { ContainerBootError } from '../webcontainer/boot-error.ts';
import { createChunks } from '../webcontainer/chunks.ts';
import { createGrader } from '../webcontainer/grading.ts';
import { mountFiles } from '../webcontainer/mount.ts';
import { createProgram } from '../webcontainer/program.ts';
import { createRelay } from '../webcontainer/relay.ts';
import { unmetNeeds } from '../webcontainer/unmet-needs.ts';
import { enterShared, leaveShared, type SharedOptions } from '../webcontainer/shared.ts';

export interface WebContainerOptions extends SharedOptions {
  /** URL of the embedded runtime's folder: the packages are the same files. */
  engine: string;
  /** Seconds that one run may take; 5 unless told otherwise. */
  timeLimit?: number;
}

/**
 * All of Node in a page, on StackBlitz's WebContainers: needs their service, and a page that is cross-origin isolated.
 * The same files give the same report as in the other runtimes.
 *
 * @throws {ContainerBootError} when the container does not start; its message says what can be done.
 */
export async function createWebContainerRuntime(options: WebContainerOptions): Promise<Runtime> {
  const shared = await enterShared(options);
  const { container } = shared;
  const place = shared.newPlace();
  const limit = (options.timeLimit ?? 5) * 1000;
  const grader = createGrader(shared, place, limit);
  const program = createProgram(shared, place, limit);
  const relay = createRelay(shared, place);
  const bringChunks = createChunks(container, options.engine);
  let files: Files = {};
  const changed: string[] = [];
  grader.warm();
  const send = async (request: PlainRequest, signal?: AbortSignal) => relay.send(program.port(request.url), request, signal);

  return {
    async mount(next) {
      program.stop();
      await bringChunks(next);
      changed.push(...(await mountFiles(container, place.root, files, next)));
      files = { ...next };
    },
    async test(run = {}) {
      program.stop();
      const unmet = unmetNeeds(files);
      if (unmet) return { status: 'error', reason: 'load', message: unmet };
      try {
        return await grader.run(files, changed.splice(0), run);
      } catch (error) {
        if (!(error instanceof ContainerBootError)) throw error;
        return { status: 'error', reason: 'boot', message: error.message };
      }
    },
    async start(entry, run = {}) {
      return (await grader.preflight(files, run)) ?? program.start(entry, run);
    },
    fetch: async (request) => toResponse(await send(await toPlain(request), request.signal)),
    send: (request, { signal } = {}) => send(request, signal),
    connect: async (url, protocols, listener) => relay.connect(program.port(url), url, protocols, listener),
    async dispose() {
      program.stop();
      relay.stop();
      grader.end();
      // Others may stay in the container.
      void container.fs.rm(place.root, { recursive: true, force: true }).catch(() => {});
      leaveShared();
    },
  };
} // prettier-ignore
