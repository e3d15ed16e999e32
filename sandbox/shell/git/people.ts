import { personText } from './store.ts';
import { Fatal, fatal, type Git, type Person } from './types.ts';

const unknown = (part: string) =>
  new Fatal(`${part} identity unknown

*** Please tell me who you are.

Run

  git config --global user.email "you@example.com"
  git config --global user.name "Your Name"

to set your account's default identity.
Omit --global to set the identity only in this repository.

fatal: unable to auto-detect email address (got 'learner@localhost.(none)')`);

/** Who commits, and when: from the environment, else from the settings and the clock. @throws {Fatal} when nobody is named. */
export async function person(git: Git, role: 'AUTHOR' | 'COMMITTER'): Promise<Person> {
  const config = await git.config();
  const name = git.env[`GIT_${role}_NAME`] || config.get('user.name');
  const email = git.env[`GIT_${role}_EMAIL`] || config.get('user.email');
  if (!name || !email) throw unknown(role === 'AUTHOR' ? 'Author' : 'Committer');
  return { name, email, ...readDate(git.env[`GIT_${role}_DATE`], Date.now()) };
}

/** For the logs of refs, which are written whoever it is. */
export async function whoText(git: Git): Promise<string> {
  return personText(await person(git, 'COMMITTER').catch(() => ({ name: 'learner', email: 'learner@localhost', ...readDate(undefined, Date.now()) }))); // prettier-ignore
}

/** `1700000000 +0100`, ISO 8601 or what `Date` reads. @throws {Fatal} */
export function readDate(text: string | undefined, now: number): Pick<Person, 'time' | 'zone'> {
  if (!text) return { time: Math.floor(now / 1000), zone: zoneText(-new Date(now).getTimezoneOffset()) };
  const raw = /^@?(\d{5,})(?: ([+-]\d{4}))?$/.exec(text);
  if (raw) return { time: Number(raw[1]), zone: raw[2] ?? '+0000' };
  const zone = /([+-])(\d\d):?(\d\d)$/.exec(text);
  const plain = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T').replace(/ ([+-]\d{4})$/, '$1'); // prettier-ignore
  const withZone = zone || /(?:Z|GMT|UTC)$/.test(plain) ? plain : `${plain}Z`;
  const time = Date.parse(withZone);
  if (Number.isNaN(time)) throw fatal(`invalid date format: ${text}`);
  return { time: Math.floor(time / 1000), zone: zone ? `${zone[1]}${zone[2]}${zone[3]}` : '+0000' };
}

function zoneText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}${two(size % 60)}`;
}

/** A time in its own zone, as `YYYY-MM-DDTHH:MM:SS`, and the day of the week. */
function local({ time, zone }: Pick<Person, 'time' | 'zone'>) {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
  const date = new Date((time + (zone.startsWith('-') ? -minutes : minutes) * 60) * 1000);
  return { date, iso: date.toISOString().slice(0, 19) };
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export type DateForm = 'default' | 'iso' | 'iso-strict' | 'short' | 'unix' | 'raw' | 'relative' | 'rfc';

/** A date in git's ways of writing it. */
export function dateText(when: Pick<Person, 'time' | 'zone'>, form: DateForm, now = Date.now()): string {
  const { date, iso } = local(when);
  const [day, clock] = iso.split('T');
  const [name, month] = [days[date.getUTCDay()], months[date.getUTCMonth()]];
  const { time, zone } = when;
  switch (form) {
    case 'iso':
      return `${day} ${clock} ${zone}`;
    case 'iso-strict':
      return `${iso}${zone === '+0000' ? '+00:00' : `${zone.slice(0, 3)}:${zone.slice(3)}`}`;
    case 'short':
      return day!;
    case 'unix':
      return String(time);
    case 'raw':
      return `${time} ${zone}`;
    case 'relative':
      return ago(Math.max(0, Math.floor(now / 1000) - time));
    case 'rfc':
      return `${name}, ${date.getUTCDate()} ${month} ${date.getUTCFullYear()} ${clock} ${zone}`;
    default:
      return `${name} ${month} ${date.getUTCDate()} ${clock} ${date.getUTCFullYear()} ${zone}`;
  }
}

/** `3 hours ago`, in the steps in which git changes its units. */
function ago(seconds: number): string {
  const steps: [limit: number, size: number, name: string][] = [
    [90, 1, 'second'],
    [90 * 60, 60, 'minute'],
    [36 * 3600, 3600, 'hour'],
    [14 * 86400, 86400, 'day'],
    [70 * 86400, 7 * 86400, 'week'],
    [365 * 86400, 30 * 86400, 'month'],
    [Infinity, 365 * 86400, 'year'],
  ];
  const [, size, name] = steps.find(([limit]) => seconds < limit)!;
  const count = Math.max(seconds < 90 ? seconds : 1, Math.round(seconds / size));
  return `${count} ${name}${count === 1 ? '' : 's'} ago`;
}
