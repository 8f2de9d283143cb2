'use strict';
// A service as prom-client sees it: VARIANT PORT SEED. The driver says how much is to be done, see ../README.md.
const http = require('http');
const client = require('prom-client');

const [variant, port, seed] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
client.collectDefaultMetrics();

let state = seed >>> 0; // mulberry32
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const requests = new client.Counter({ name: 'http_requests_total', help: 'Requests', labelNames: ['method', 'code', 'handler'] });
const latency = new client.Histogram({ name: 'http_handler_seconds', help: 'Latency', labelNames: ['handler'] });
const percentiles = [0.5, 0.9, 0.99];
const byPath = variant === 'label-leak' && {
  requests: new client.Counter({
    name: 'http_path_requests_total', help: 'Requests by path', labelNames: ['path', 'method', 'status_code'] }),
  seconds: new client.Summary({
    name: 'http_path_duration_seconds', help: 'Latency by path', labelNames: ['path', 'method', 'status_code'], percentiles }),
  bytes: new client.Summary({
    name: 'http_path_response_bytes', help: 'Size by path', labelNames: ['path', 'method'], percentiles }),
  waited: new client.Summary({
    name: 'http_path_queue_seconds', help: 'Time in the queue by path', labelNames: ['path', 'method'], percentiles }),
};
const sessionsSeen = variant !== 'label-leak' && {
  requests: new client.Counter({ name: 'session_requests_total', help: 'Requests by session', labelNames: ['session'] }),
  seen: variant === 'innocent'
    && new client.Gauge({ name: 'session_last_seen_seconds', help: 'Last request', labelNames: ['session', 'device'] }),
};

const values = [];
const recent = []; // payloads of the last requests: parsed, kept a while, let go of
let report = [];
const subscriptions = []; // of plain-leak: closures that nobody ever unsubscribes

// A document is sent in pieces, each of them observed; a summary keeps a digest of what it observed.
function call(value, pieces) {
  if (byPath) {
    const method = random() < 0.3 ? 'POST' : 'GET';
    const labels = { path: value, method, status_code: random() < 0.15 ? '500' : '200' };
    byPath.requests.inc(labels);
    for (let i = 0; i < pieces; i++) {
      byPath.seconds.observe(labels, Math.exp(2 * random() - 3));
      byPath.bytes.observe({ path: value, method }, Math.floor(random() * 1e5));
      byPath.waited.observe({ path: value, method }, Math.exp(2 * random() - 6));
    }
  } else {
    sessionsSeen.requests.inc({ session: value });
    if (sessionsSeen.seen) {
      sessionsSeen.seen.set({ session: value, device: random() < 0.3 ? 'phone' : 'desktop' }, Math.floor(random() * 1e6));
    }
  }
}

function request() {
  const handler = random() < 0.6 ? 'list' : random() < 0.5 ? 'detail' : 'search';
  requests.inc({ method: random() < 0.2 ? 'POST' : 'GET', code: random() < 0.08 ? '500' : '200', handler });
  latency.observe({ handler }, Math.exp(2 * random() - 3));
  const rows = [];
  for (let i = 0; i < 40 + 120 * random(); i++) {
    rows.push({ id: i, name: 'row ' + random(), price: random() * 100, tags: ['a' + i, 'b' + random()] });
  }
  recent.push(JSON.parse(JSON.stringify(rows)));
  if (recent.length > 40 + 60 * random()) {
    recent.splice(0, 2);
  }
  if (values.length && random() < 0.3) {
    // The youngest are the busiest.
    const age = Math.floor(-Math.log(1 - random()) * 20);
    call(values[Math.max(0, values.length - 1 - age)], 1);
  }
}

function leak() {
  const context = { user: 'user ' + random(), history: [] };
  for (let i = 0; i < 10 + 60 * random(); i++) {
    context.history.push({ at: random(), page: 'page ' + random() });
  }
  subscriptions.push(() => context.user);
}

// Lines: requests, units to leak, MB of a report, new values of the label.
function tick(lines) {
  for (const value of lines.slice(3).filter((line) => line)) {
    values.push(value);
    for (let i = 0; i < 4; i++) call(value, 80); // read from end to end
  }
  for (let i = Number(lines[0]); i > 0; i--) request();
  report = []; // needed until the next tick
  for (let i = Number(lines[2]) * 8000; i > 0; i--) report.push({ id: i, amount: random(), note: 'row ' + i });
  for (let i = Number(lines[1]); i > 0; i--) leak();
}

http.createServer(async (incoming, outgoing) => {
  if (incoming.url === '/metrics') {
    const body = await client.register.metrics();
    outgoing.writeHead(200, { 'Content-Type': client.register.contentType });
    outgoing.end(body);
    return;
  }
  let body = '';
  for await (const chunk of incoming) body += chunk;
  tick(body.split('\n'));
  outgoing.writeHead(204);
  outgoing.end();
}).listen(port, '127.0.0.1');
