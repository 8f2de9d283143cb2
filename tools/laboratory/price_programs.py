#!/usr/bin/env python3
"""What an exposed series costs the container of a recorded program: price_programs.py BUILD PROGRAM... > prices.json

Each run starts the program in its leaking role, gives it new values and nothing else to do, and scrapes it after every hundred. The
price is the slope of resident memory over lines, from the second of STEPS on; its interval is Student's of 90 % over the runs.
"""
import json
import pathlib
import random
import shutil
import sys
import time
import types

import processes
from price import interval, slope
from programs import PROGRAMS

STEPS, BATCH, RUNS = 8, 100, 3


def run(name, build, number):
    program = PROGRAMS[name]
    batches = 6 if name in ('gin', 'mtail') else 2
    pod = types.SimpleNamespace(name='price-%s-%d' % (name, number), port=25000 + number, build=build, role='label-leak',
                                work=build / 'pods' / ('price-' + name), rng=random.Random(number), state={}, fixed=['one'])
    shutil.rmtree(pod.work, ignore_errors=True)
    pod.work.mkdir(parents=True)
    points = []
    with open(build / 'price.log', 'a') as log:
        process = program.start(pod, log)
    try:
        for _ in range(300):
            try:
                program.ready(pod)
                break
            except OSError:
                time.sleep(0.1)
        value = program.plans['label-leak'].value
        for _ in range(STEPS):
            for _ in range(batches):
                program.feed(pod, 0, 0, 0, 0, [value(pod.rng) for _ in range(BATCH)])
                body = program.scrape(pod)
            lines = sum(1 for line in body.splitlines() if line and not line.startswith(b'#'))
            points.append((lines, lines, sum(processes.resident(processes.by_pod().get(pod.name, [])))))
    finally:
        program.disconnect(pod)
        processes.end(pod.name, process)
    return slope(points[1:])


def main():
    processes.adopt_orphans()
    build = pathlib.Path(sys.argv[1]).resolve()
    prices = {}
    for name in sys.argv[2:]:
        mean, low, high = interval([run(name, build, number) for number in range(RUNS)])
        prices[name] = round(mean)
        print('%s: %.0f bytes a series (%.0f-%.0f), %s' % (name, mean, low, high, PROGRAMS[name].version()), file=sys.stderr)
    print(json.dumps(prices, indent=2))


if __name__ == '__main__':
    main()
