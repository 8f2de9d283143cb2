#!/usr/bin/env python3
"""What a series costs, by library, type, buckets and label: price.py BUILD [--runs N] [PATTERN] > docs/prices.md's table.

Each measurement is a process of its own that grows one family of COUNTS children, with a label of so many bytes whose value is new for
each. Live: the heap after a forced collection, or what is resident where the runtime tells no heap. Paid: resident memory, with a
scrape for every 500 children and no forced collection. A price is the slope of bytes over children by least squares; its interval is
Student's of 90 % over the runs.
"""
import argparse
import fnmatch
import json
import math
import pathlib
import statistics
import subprocess
import sys

import processes

HERE = pathlib.Path(__file__).resolve().parent
COUNTS = (500, 1500, 3000, 4500)
FEW = (100, 300, 500, 700)  # of summaries, which cost tens of kilobytes
STUDENT = {2: 6.314, 3: 2.920, 4: 2.353, 5: 2.132, 6: 2.015}  # 95th percentile with one degree of freedom less


def go(build, library):
    return [str(build / 'go-price'), library]


def jvm(build, library, collector):
    return ['java', '-XX:+Use%sGC' % collector, '-Xms16m', '-Xmx512m', '-cp',
            '%s/jvm-price/lib/*:%s/jvm-price' % (build, build), 'Price', library]


def libraries(build):
    node = ['node', '--expose-gc', str(build / 'node-price' / 'price.js')]
    python = ['/usr/bin/python3', str(HERE / 'python' / 'price.py')]
    usual = [('counter', 0, 30), ('counter', 0, 120), ('gauge', 0, 30), ('histogram', 10, 30), ('histogram', 20, 30), ('summary', 0, 30)]
    of_java = [('counter', 0, 30), ('counter', 0, 120), ('histogram', 10, 30), ('summary', 0, 30)]
    micrometer = [('counter', 0, 30), ('counter', 0, 120), ('timer', 0, 30), ('timer with SLOs', 10, 30)]
    return [
        ('client_golang 1.14.0, Go 1.19.8', go(build, 'client_golang'), usual),
        ('VictoriaMetrics/metrics 1.23.0, Go 1.19.8', go(build, 'victoriametrics'), [('counter', 0, 30), ('counter', 0, 120), ('histogram', 10, 30)]),
        ('prometheus_client 0.16.0, Python 3.11', python, usual),
        ('prom-client 15.1.3, Node 20.20.2', node, usual),
        ('Micrometer 1.15.4, OpenJDK 17, Serial', jvm(build, 'micrometer', 'Serial'), micrometer),
        ('Micrometer 1.15.4, OpenJDK 17, G1', jvm(build, 'micrometer', 'G1'), micrometer),
        ('client_java 1.3.10, OpenJDK 17, Serial', jvm(build, 'client_java', 'Serial'), of_java),
        ('client_java 1.3.10, OpenJDK 17, G1', jvm(build, 'client_java', 'G1'), of_java),
    ]


def run(command, kind, buckets, width, mode):
    """Lines and bytes by children."""
    process = subprocess.Popen(['nice', '-n', '5'] + command + [kind, str(buckets), str(width), mode],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    points = []
    try:
        for count in FEW if kind == 'summary' else COUNTS:
            process.stdin.write('%d\n' % count)
            process.stdin.flush()
            lines, heap = map(int, process.stdout.readline().split())
            resident = sum(processes.resident([process.pid]))
            points.append((count, lines, heap if mode == 'live' and heap else resident))
    finally:
        process.kill()
        process.wait()
    return points


def slope(points):
    xs, ys = [point[0] for point in points], [point[2] for point in points]
    middle = statistics.mean(xs)
    return sum((x - middle) * y for x, y in zip(xs, ys)) / sum((x - middle) ** 2 for x in xs)


def interval(slopes):
    mean = statistics.mean(slopes)
    half = STUDENT[len(slopes)] * statistics.stdev(slopes) / math.sqrt(len(slopes))
    return mean, max(0, mean - half), mean + half


def written(estimate, parts):
    return '%s (%s-%s)' % tuple('{:,.0f}'.format(bytes / parts) for bytes in estimate)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('build')
    parser.add_argument('pattern', nargs='?', default='*')
    parser.add_argument('--runs', type=int, default=3)
    arguments = parser.parse_args()
    print('| library | type | buckets | label, bytes | lines a child | live, a child | paid, a child | live, a line | paid, a line |')
    print('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
    for library, command, types in libraries(pathlib.Path(arguments.build).resolve()):
        if not fnmatch.fnmatch(library, arguments.pattern):
            continue
        for kind, buckets, width in types:
            runs = {mode: [run(command, kind, buckets, width, mode) for _ in range(arguments.runs)] for mode in ('live', 'paid')}
            first, last = runs['live'][0][0], runs['live'][0][-1]
            lines = (last[1] - first[1]) / (last[0] - first[0])
            live, paid = (interval([slope(points) for points in runs[mode]]) for mode in ('live', 'paid'))
            print('| %s | %s | %s | %d | %.0f | %s | %s | %s | %s |' % (
                library, kind, buckets or '', width, lines, written(live, 1), written(paid, 1), written(live, lines),
                written(paid, lines)), flush=True)
            print(json.dumps([library, kind, buckets, width, runs]), file=sys.stderr)


if __name__ == '__main__':
    main()
