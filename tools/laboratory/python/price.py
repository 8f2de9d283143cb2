"""Grows a registry for ../price.py: price.py TYPE BUCKETS LABEL_BYTES live|paid. A line of input says how many children there are to be."""
import gc
import sys

import prometheus_client

kind, buckets, width, mode = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
registry = prometheus_client.CollectorRegistry()
labels = ['code', 'path']
if kind == 'histogram':
    metric = prometheus_client.Histogram('call_seconds', 'Calls.', labels, registry=registry,
                                         buckets=[0.001 * 2 ** i for i in range(buckets)])
else:
    metric = {'counter': prometheus_client.Counter, 'gauge': prometheus_client.Gauge,
              'summary': prometheus_client.Summary}[kind]('calls', 'Calls.', labels, registry=registry)
children = 0
for line in sys.stdin:
    while children < int(line):
        child = metric.labels('200', ('/orders/%d/' % (children * 7919)).ljust(width, 'x'))
        child.inc() if kind == 'counter' else child.set(1) if kind == 'gauge' else child.observe(0.01)
        if mode == 'paid' and children % 500 == 0:
            prometheus_client.generate_latest(registry)
        children += 1
    lines = sum(1 for one in prometheus_client.generate_latest(registry).splitlines() if one and not one.startswith(b'#'))
    gc.collect()
    # CPython tells no heap: what is live is what is resident, as hardly anything is garbage.
    print(lines, 0, flush=True)
