// @ts-nocheck: this is sent as text into the previewed page and runs there before anything else.
(() => {
  const page = JSON.parse(document.currentScript.dataset.page);
  document.currentScript.remove();
  const { port1: port, port2 } = new MessageChannel();
  const post = (message, transfer = []) => port.postMessage(message, transfer);
  const handlers = new Map();
  let count = 0;
  port.onmessage = ({ data }) => {
    if (data.type === 'cookies') cookies = data.text;
    else handlers.get(data.id)?.(data);
  };
  parent.postMessage('port', '*', [port2]);
  const say = (kind, text) => post({ type: 'say', kind, text: String(text).slice(0, 2000) });
  const define = (target, name, value) =>
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  const own = (url) => url.origin === page.origin;

  // Dialogs are told of and not shown: they would stop the page around them, too.
  define(window, 'alert', (text = '') => say('alert', text));
  define(window, 'confirm', (text = '') => (say('confirm', text), true));
  define(window, 'prompt', (text = '', preset = null) => (say('prompt', text), preset));
  define(window, 'print', () => say('print', ''));
  define(window, 'open', (url) => (go('GET', new URL(url, document.baseURI)), null));
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) define(window, name, undefined);
  addEventListener('error', (event) => event.error && say('error', event.error.stack?.split('\n')[0] ?? event.message));
  addEventListener('unhandledrejection', ({ reason }) =>
    say('error', `Unhandled rejection: ${reason?.message ?? reason}`),
  );

  // An opaque origin has neither cookies nor storage: the panel keeps the cookies, and the page its storage.
  let cookies = page.cookies;
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: () => cookies,
    set(text) {
      const [pair] = String(text).split(';');
      const name = pair.slice(0, pair.indexOf('=') + 1).trim();
      const gone = /max-age=(?:0|-)|expires=[^;]*19[67]\d/i.test(text);
      const others = cookies.split('; ').filter((one) => one && !one.startsWith(name));
      cookies = [...others, ...(gone ? [] : [pair.trim()])].join('; ');
      post({ type: 'cookie', text: String(text) });
    },
  });
  const createStorage = () => {
    const items = new Map();
    const methods = {
      getItem: (key) => items.get(String(key)) ?? null,
      setItem: (key, value) => void items.set(String(key), String(value)),
      removeItem: (key) => void items.delete(String(key)),
      clear: () => items.clear(),
      key: (index) => [...items.keys()][index] ?? null,
    };
    return new Proxy(methods, {
      get: (_target, key) => (key === 'length' ? items.size : (methods[key] ?? items.get(String(key)))),
      set: (_target, key, value) => (items.set(String(key), String(value)), true),
      deleteProperty: (_target, key) => (items.delete(String(key)), true),
    });
  };
  for (const name of ['localStorage', 'sessionStorage']) define(window, name, createStorage());

  // Requests
  const bodiless = new Set([101, 204, 205, 304]);
  const send = (message, signal) =>
    new Promise((resolve, reject) => {
      const id = ++count;
      let body;
      const end = (error) => {
        handlers.delete(id);
        if (!error) return body?.close();
        reject(error);
        try {
          body?.error(error);
        } catch {}
      };
      handlers.set(id, (data) => {
        if (data.type === 'head') {
          const stream = new ReadableStream({
            start: (controller) => (body = controller),
            cancel: () => post({ type: 'abort', id }),
          });
          const { status, statusText, headers } = data;
          const response = new Response(bodiless.has(status) ? null : stream, { status, statusText, headers });
          for (const [key, value] of Object.entries({ url: data.url, redirected: data.redirected, type: 'basic' })) {
            Object.defineProperty(response, key, { value });
          }
          resolve(response);
        } else if (data.type === 'chunk') body?.enqueue(data.bytes);
        else end(data.error && new TypeError(data.error));
      });
      signal?.addEventListener('abort', () => {
        post({ type: 'abort', id });
        end(signal.reason);
      });
      post({ type: 'fetch', id, ...message });
    });
  const fetchOwn = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const url = new URL(request.url);
    if (/^(?:data|blob):$/.test(url.protocol)) return nativeFetch(request);
    if (!own(url)) {
      say('held', request.url);
      throw new TypeError('Failed to fetch');
    }
    const { method, redirect, credentials } = request;
    const body = /^(?:GET|HEAD)$/.test(method) ? null : new Uint8Array(await request.arrayBuffer());
    return send({ method, redirect, credentials, url: url.href, headers: [...request.headers], body }, request.signal);
  };
  const nativeFetch = window.fetch.bind(window);
  define(window, 'fetch', fetchOwn);
  define(navigator, 'sendBeacon', (url, body) => (fetchOwn(url, { method: 'POST', body }).catch(() => {}), true));

  const on = (target, names) => {
    for (const name of names) {
      let listener = null;
      Object.defineProperty(target, `on${name}`, {
        get: () => listener,
        set(value) {
          listener = value;
        },
        configurable: true,
      });
      target.addEventListener(name, (event) => listener?.call(target, event));
    }
  };
  class OwnRequest extends EventTarget {
    #method = 'GET';
    #url = '';
    #headers = [];
    #controller = new AbortController();
    #answer;
    #bytes;
    readyState = 0;
    status = 0;
    statusText = '';
    responseType = '';
    responseURL = '';
    timeout = 0;
    withCredentials = false;
    upload = new EventTarget();
    constructor() {
      super();
      on(this, ['readystatechange', 'loadstart', 'progress', 'load', 'error', 'abort', 'timeout', 'loadend']);
    }
    #state(state) {
      this.readyState = state;
      this.dispatchEvent(new Event('readystatechange'));
    }
    #end(kind) {
      this.#state(4);
      for (const name of [kind, 'loadend'])
        this.dispatchEvent(new ProgressEvent(name, { loaded: this.#bytes?.byteLength ?? 0 }));
    }
    open(method, url) {
      this.#method = method;
      this.#url = new URL(url, document.baseURI).href;
      this.#headers = [];
      this.#controller = new AbortController();
      this.#state(1);
    }
    setRequestHeader(name, value) {
      this.#headers.push([name, value]);
    }
    overrideMimeType() {}
    getResponseHeader(name) {
      return this.#answer?.headers.get(name) ?? null;
    }
    getAllResponseHeaders() {
      return [...(this.#answer?.headers ?? [])].map(([name, value]) => `${name}: ${value}\r\n`).join('');
    }
    abort() {
      this.#controller.abort();
    }
    get responseText() {
      return this.#bytes ? new TextDecoder().decode(this.#bytes) : '';
    }
    get responseXML() {
      return null;
    }
    get response() {
      if (this.responseType === '' || this.responseType === 'text') return this.responseText;
      if (!this.#bytes) return null;
      if (this.responseType === 'arraybuffer') return this.#bytes;
      if (this.responseType === 'blob')
        return new Blob([this.#bytes], { type: this.getResponseHeader('content-type') ?? '' });
      try {
        return this.responseType === 'json' ? JSON.parse(this.responseText) : null;
      } catch {
        return null;
      }
    }
    async send(body = null) {
      const signal = this.#controller.signal;
      const late = this.timeout ? setTimeout(() => this.#controller.abort('timeout'), this.timeout) : undefined;
      try {
        const text = /^(?:GET|HEAD)$/i.test(this.#method) ? undefined : (body ?? undefined);
        this.#answer = await fetchOwn(this.#url, { method: this.#method, headers: this.#headers, body: text, signal });
        this.status = this.#answer.status;
        this.statusText = this.#answer.statusText;
        this.responseURL = this.#answer.url;
        this.#state(2);
        this.#state(3);
        this.#bytes = await this.#answer.arrayBuffer();
        this.#end('load');
      } catch {
        this.#end(signal.aborted ? (signal.reason === 'timeout' ? 'timeout' : 'abort') : 'error');
      } finally {
        clearTimeout(late);
      }
    }
  }
  for (const [index, name] of ['UNSENT', 'OPENED', 'HEADERS_RECEIVED', 'LOADING', 'DONE'].entries()) {
    OwnRequest[name] = OwnRequest.prototype[name] = index;
  }
  define(window, 'XMLHttpRequest', OwnRequest);

  class OwnEventSource extends EventTarget {
    #controller = new AbortController();
    #lastId = '';
    #wait = 3000;
    readyState = 0;
    withCredentials = false;
    constructor(url) {
      super();
      this.url = new URL(url, document.baseURI).href;
      on(this, ['open', 'message', 'error']);
      void this.#run();
    }
    close() {
      this.readyState = 2;
      this.#controller.abort();
    }
    async #run() {
      while (this.readyState !== 2) {
        try {
          await this.#read();
        } catch {}
        if (this.readyState === 2) return;
        this.readyState = 0;
        this.dispatchEvent(new Event('error'));
        await new Promise((resolve) => setTimeout(resolve, this.#wait));
      }
    }
    async #read() {
      const headers = { Accept: 'text/event-stream', ...(this.#lastId && { 'Last-Event-ID': this.#lastId }) };
      const response = await fetchOwn(this.url, { headers, signal: this.#controller.signal });
      if (response.status !== 200 || !/^text\/event-stream/i.test(response.headers.get('content-type') ?? '')) {
        this.readyState = 2;
        this.dispatchEvent(new Event('error'));
        return;
      }
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
      let rest = '';
      let [type, data] = ['', []];
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
        rest = lines.pop();
        for (const line of lines) {
          const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
          if (field === 'data') data.push(value);
          else if (field === 'event') type = value;
          else if (field === 'id') this.#lastId = value;
          else if (field === 'retry' && /^\d+$/.test(value)) this.#wait = Number(value);
          if (line !== '') continue;
          if (data.length) {
            const init = { data: data.join('\n'), lastEventId: this.#lastId, origin: page.origin };
            this.dispatchEvent(new MessageEvent(type || 'message', init));
          }
          [type, data] = ['', []];
        }
      }
    }
  }
  Object.assign(OwnEventSource, { CONNECTING: 0, OPEN: 1, CLOSED: 2 });
  define(window, 'EventSource', OwnEventSource);

  class OwnSocket extends EventTarget {
    #id = ++count;
    readyState = 0;
    protocol = '';
    extensions = '';
    bufferedAmount = 0;
    binaryType = 'blob';
    constructor(url, protocols = []) {
      super();
      const target = new URL(url, document.baseURI);
      this.url = target.href.replace(/^http/, 'ws');
      on(this, ['open', 'message', 'error', 'close']);
      if (target.host !== new URL(page.origin).host) say('held', this.url);
      handlers.set(this.#id, ({ event }) => this.#hear(event));
      post({ type: 'connect', id: this.#id, url: this.url, protocols: [protocols].flat().map(String) });
    }
    #hear(event) {
      if (event.type === 'open') {
        this.readyState = 1;
        this.protocol = event.protocol;
        this.dispatchEvent(new Event('open'));
      } else if (event.type === 'message') {
        const { data } = event;
        const bytes = this.binaryType === 'blob' ? new Blob([data]) : data.buffer;
        this.dispatchEvent(
          new MessageEvent('message', { data: typeof data === 'string' ? data : bytes, origin: page.origin }),
        );
      } else {
        this.readyState = 3;
        handlers.delete(this.#id);
        const { code, reason } = event;
        if (code === 1006) this.dispatchEvent(new Event('error'));
        this.dispatchEvent(new CloseEvent('close', { code, reason, wasClean: code !== 1006 }));
      }
    }
    async send(data) {
      if (this.readyState === 0) throw new DOMException('Still in CONNECTING state.', 'InvalidStateError');
      const bytes = typeof data === 'string' ? data : new Uint8Array(await new Blob([data]).arrayBuffer());
      post({ type: 'socket-send', id: this.#id, data: bytes });
    }
    close(code = 1000, reason = '') {
      if (this.readyState > 1) return;
      this.readyState = 2;
      post({ type: 'socket-close', id: this.#id, code, reason });
    }
  }
  for (const [index, name] of ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'].entries()) {
    OwnSocket[name] = OwnSocket.prototype[name] = index;
  }
  define(window, 'WebSocket', OwnSocket);

  // Links and forms
  const go = (method, url, type = '', body = null) => {
    post({ type: 'navigate', method, url: url.href, contentType: type, body });
  };
  const toHash = (url) => {
    if (!url.hash || url.href.split('#')[0] !== page.url.split('#')[0]) return false;
    const id = decodeURIComponent(url.hash.slice(1));
    (document.getElementById(id) ?? document.getElementsByName(id)[0])?.scrollIntoView();
    post({ type: 'hash', hash: url.hash });
    return true;
  };
  addEventListener('click', (event) => {
    const link = event.composedPath().find((one) => one instanceof Element && one.matches('a[href], area[href]'));
    if (!link || event.defaultPrevented || event.button) return;
    const url = new URL(link.href, document.baseURI);
    if (url.protocol === 'javascript:') return;
    event.preventDefault();
    if (!toHash(url)) go('GET', url);
  });
  const submit = async (form, submitter) => {
    const attribute = (name, fallback) => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? fallback;
    const method = attribute('method', 'get').toUpperCase();
    const url = new URL(attribute('action', '') || page.url, document.baseURI);
    const data = submitter ? new FormData(form, submitter) : new FormData(form);
    if (method === 'DIALOG') return;
    const plain = new URLSearchParams(
      [...data].map(([name, value]) => [name, value instanceof File ? value.name : value]),
    );
    if (method !== 'POST') {
      url.search = String(plain);
      return go('GET', url);
    }
    const type = attribute('enctype', '').toLowerCase();
    const lines = [...plain].map(([name, value]) => `${name}=${value}\r\n`).join('');
    const text = type === 'text/plain' ? new Blob([lines], { type: 'text/plain' }) : plain;
    const request = new Response(type === 'multipart/form-data' ? data : text);
    const contentType = request.headers.get('content-type').replace(/^(application\/x-www-form-urlencoded).*/, '$1');
    go('POST', url, contentType, new Uint8Array(await request.arrayBuffer()));
  };
  addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    void submit(event.target, event.submitter);
  });
  define(HTMLFormElement.prototype, 'submit', function () {
    void submit(this, null);
  });
  if (page.refresh)
    setTimeout(() => go('GET', new URL(page.refresh.url, document.baseURI)), page.refresh.seconds * 1000);

  // What the policy keeps from loading is asked for through the port, and only then has it failed.
  const given = new WeakMap();
  const attributeOf = (element) => (element.localName === 'link' ? 'href' : 'src');
  addEventListener(
    'error',
    (event) => {
      const element = event.target;
      if (!(element instanceof Element) || !/^(?:img|script|link|audio|video|source|input)$/.test(element.localName))
        return;
      const name = attributeOf(element);
      const url = element[name];
      if (!url || given.get(element) === url || page.failed.includes(url) || !URL.canParse(url)) return;
      if (!own(new URL(url))) return;
      event.stopImmediatePropagation();
      given.set(element, url);
      const id = ++count;
      handlers.set(id, ({ data }) => {
        handlers.delete(id);
        if (data === undefined) element.dispatchEvent(new Event('error'));
        else if (element.localName === 'script') runAgain(element, data);
        else element[name] = data;
      });
      post({ type: 'resource', id, url });
    },
    { capture: true },
  );
  const runAgain = (old, url) => {
    const fresh = document.createElement('script');
    for (const { name, value } of old.attributes) fresh.setAttribute(name, value);
    fresh.src = url;
    fresh.addEventListener('load', () => old.dispatchEvent(new Event('load')));
    fresh.removeAttribute('onload');
    old.after(fresh);
  };
  addEventListener('securitypolicyviolation', (event) => {
    // The preview's own policy is none of the page's business.
    if (event.originalPolicy.includes('base-uri http://localhost:3000')) return;
    say('policy', `${event.effectiveDirective}: ${event.blockedURI}${event.sample ? `, ${event.sample}` : ''}`);
  });
  const tellTitle = () => post({ type: 'title', text: document.title.slice(0, 200) });
  addEventListener('DOMContentLoaded', () => {
    tellTitle();
    if (page.hash) toHash(new URL(page.hash, page.url));
  });
})();
