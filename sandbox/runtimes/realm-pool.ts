import type { Engine } from '../embedded/engine.ts';
import type { Frame } from '../embedded/frame.ts';
import { createFrames } from '../embedded/frames.ts';
import { createHostPool } from '../embedded/host-pool.ts';
import { openRealm, type RealmHandle } from '../embedded/host.ts';
import { isSmall } from '../embedded/small-device.ts';
import { hostsOf } from '../hosts/catalogue.ts';
import type { Files } from '../types.ts';
import type { EmbeddedOptions } from './embedded.ts';

/** At most two realms: the one in use and one that is ready to be. */
export function createPool(engine: Engine, options: EmbeddedOptions) {
  const frames = createFrames(engine, options.frame);
  const hosts = openHosts(engine, options, frames.living);
  const { onSlow, packages = [] } = options;
  const open = () => {
    const idle = () => realm !== used || (options.idle?.() ?? !busy);
    const realm: RealmHandle = openRealm({ engine, frame: frames.living(), packages, pool: hosts, idle, onSlow });
    return realm;
  };
  let [spare, used]: (RealmHandle | undefined)[] = [];
  /** A spare goes down with its frame, whoever took the frame down. */
  const living = (realm: RealmHandle | undefined) => (frames.dead() ? undefined : realm);
  let [closed, busy] = [false, false];
  let likely: Files | undefined;
  /** Most files stay as they are between two runs, so a spare realm transforms them before they are asked for. */
  const prepare = async (realm: RealmHandle) => {
    await realm.ready.catch(() => {});
    if (realm === spare && likely) realm.post({ type: 'prepare', files: likely });
  };
  return {
    prepare(files: Files) {
      likely = files;
      hosts.expect(hostsOf(suitesOf(files)));
      if (spare) void prepare(spare);
    },
    async warm() {
      spare = living(spare) ?? open();
      await spare.ready;
    },
    current: () => used,
    busy: (now: boolean) => void (busy = now),
    /** The realm in use is needed no longer. Ending it costs the page some ms, which a run need not wait for. */
    retire() {
      const old = used;
      used = undefined;
      if (old) setTimeout(() => old.close());
    },
    /** A realm in which nothing has run yet. The next one starts when `refill` is called. */
    async take(): Promise<RealmHandle> {
      if (closed) throw new Error('This runtime was disposed of.');
      this.retire();
      const taken = (used = living(spare) ?? open());
      spare = undefined;
      await taken.ready;
      return taken;
    },
    /** After a run, not during it: starting a realm takes a processor for a while. */
    refill() {
      if (!closed) hosts.refill();
      if (closed || options.spare === false || living(spare)) return;
      spare = open();
      void prepare(spare);
    },
    close() {
      closed = true;
      for (const one of [used, spare, hosts, frames]) one?.close();
      used = spare = undefined;
    },
  };
}

function openHosts(engine: Engine, options: EmbeddedOptions, frame: () => Frame) {
  const { spare, hostsAgain: again, onSlow } = options;
  return createHostPool({ engine, frame, ahead: spare !== false && !isSmall(), again, onSlow });
}

export type Pool = ReturnType<typeof createPool>;

const suitesOf = (files: Files) =>
  Object.entries(files).flatMap(([path, contents]) => (path.endsWith('.test.ts') ? [String(contents)] : []));
