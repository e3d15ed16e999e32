import { createPageHosts, type PageHosts } from '../../sandbox/embedded/page-hosts.ts';

/** Told what a host is about, while its first question is on its way. */
let say: (words: string) => void = () => {};
let hosts: PageHosts | undefined;

/** PostgreSQL and its like for all blocks of a page: each is large, so there is one of it. */
export function sharedHosts(assets: string, loading: (words: string) => void): PageHosts {
  say = loading;
  hosts ??= createPageHosts({
    assets,
    onSlow(title, over, amount) {
      const tell = () => {
        const { done, total } = amount?.() ?? { done: 0, total: 0 };
        const part = done > 0 && done < total ? `, ${(done / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB` : '';
        say(`${part ? 'Loading' : 'Starting'} ${title}${part} …`);
      };
      tell();
      const ticker = setInterval(tell, 250);
      void over.then(() => clearInterval(ticker));
    },
  });
  return hosts;
}
