'use strict';
// A shop on express with express-prom-bundle, and express-session with its store in memory: server.js ROLE PORT.
const express = require('express');
const session = require('express-session');
const bundle = require('express-prom-bundle');

const [role, port] = process.argv.slice(2);
const app = express();
app.use(bundle({
  includeMethod: true,
  includePath: true,
  metricType: role === 'label-leak' ? 'summary' : 'histogram',
  promClient: {collectDefaultMetrics: {}},
  // The bundle replaces ids of digits and of hexadecimal numbers in paths by #val; words stay.
  normalizePath: role === 'label-leak' ? (req) => req.path : undefined,
}));
if (role === 'plain-leak') {
  app.use(session({secret: 'laboratory', resave: false, saveUninitialized: true}));
}
app.use(express.text({limit: '64mb'}));
app.get('/accounts/:id/invoices', (req, res) => {
  if (req.session) {
    req.session.basket = Array.from({length: 400}, (_, i) => ({article: 'a-' + i + '-' + req.params.id, pieces: i}));
  }
  res.send('no invoices');
});
app.get('/pages/:name', (req, res) => res.send('page'));
app.get('/healthz', (req, res) => res.send('well'));
app.post('/report', (req, res) => res.send(String(req.body.toUpperCase().length)));
app.listen(Number(port), '127.0.0.1');
