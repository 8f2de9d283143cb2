'use strict';
// Grows a registry for price.py: price.js TYPE BUCKETS LABEL_BYTES live|paid. A line of input says how many children there are to be.
const client = require('prom-client');
const readline = require('readline');

const [type, buckets, width, mode] = process.argv.slice(2);
const labelNames = ['code', 'path'];
const metric = {
  counter: () => new client.Counter({name: 'calls_total', help: 'Calls.', labelNames}),
  gauge: () => new client.Gauge({name: 'calls', help: 'Calls.', labelNames}),
  histogram: () => new client.Histogram({
    name: 'call_seconds', help: 'Calls.', labelNames, buckets: client.exponentialBuckets(0.001, 2, Number(buckets))}),
  summary: () => new client.Summary({name: 'call_seconds', help: 'Calls.', labelNames, percentiles: [0.5, 0.9, 0.99]}),
}[type]();
let children = 0;

(async () => {
  for await (const line of readline.createInterface({input: process.stdin})) {
    for (; children < Number(line); children++) {
      const child = metric.labels('200', ('/orders/' + children * 7919 + '/').padEnd(Number(width), 'x'));
      type === 'counter' ? child.inc() : type === 'gauge' ? child.set(1) : child.observe(0.01);
      if (mode === 'paid' && children % 500 === 0) {
        await client.register.metrics();
      }
    }
    const lines = (await client.register.metrics()).split('\n').filter((one) => one && one[0] !== '#').length;
    if (mode === 'live') {
      global.gc();
      global.gc();
    }
    console.log(lines, process.memoryUsage().heapUsed);
  }
})();
