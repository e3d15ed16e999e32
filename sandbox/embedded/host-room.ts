import { isSmall } from './small-device.ts';

/** A heavy host that runs in this page, whoever started it. */
interface Tenant {
  title: string;
  /** Nobody waits for it, and nothing of the learner's runs with it. */
  idle(): boolean;
  /** Ends it to make room. */
  end(why: string): void;
}

const tenants = new Set<Tenant>();

/**
 * Takes memory for a heavy host. A small device has it for one at a time: an idle one makes room.
 *
 * @returns what gives the memory back, or why there is none, with the name of the host that has it
 */
export function takeRoom(tenant: Tenant, small = isSmall()): { leave(): void; refusal?: string } {
  const { title } = tenant;
  for (const other of small ? [...tenants] : []) {
    if (!other.idle()) {
      const name = other.title === title ? `another ${title}` : other.title;
      const refusal = `${name} is running, and this device has the memory for one of them at a time: end what uses it first`;
      return { refusal, leave() {} };
    }
    tenants.delete(other);
    other.end(`it made room for ${title === other.title ? `another ${title}` : title}`);
  }
  tenants.add(tenant);
  return { leave: () => void tenants.delete(tenant) };
}
