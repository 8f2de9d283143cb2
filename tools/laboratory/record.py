#!/usr/bin/env python3
"""Records real processes of one runtime on a compressed clock: record.py OUT BUILD RUNTIME[-VARIANT] [DAY_SECONDS [DAYS]].

Every pod is a process of its own, started anew about every simulated midnight. The driver tells it every 5 simulated
minutes how many requests to serve and which values of the label are new, scrapes it every 15 and reads VmRSS every 3.
The simulated clock begins at 2026-11-16T00:00:00Z and goes in steps of 3 minutes, each of at least DAY_SECONDS / 480 real
seconds; on a busy machine it waits for the slowest process. All times in what is recorded are on the simulated clock.
"""
import collections
import concurrent.futures
import datetime
import json
import math
import os
import pathlib
import random
import re
import subprocess
import sys
import time
import urllib.request
import zlib

STEP, TICK_EVERY, SCRAPE_EVERY = 180, 300, 900
EPOCH = datetime.datetime(2026, 11, 16, tzinfo=datetime.timezone.utc).timestamp()
MIB = 1 << 20

# Pods by environment. Births and units to leak are means of a day, requests means of a tick; a report is a job that needs
# so many MB for five simulated minutes, about every two simulated hours.
PODS = [('prod', 'k2x8p', 1.0), ('prod', 'm4v9q', 0.85), ('test', 't7b1c', 0.06)]
Plan = collections.namedtuple('Plan', 'requests births leaked report limit value')


def slug(rng):
    return '%s-%s-%d' % (rng.choice('amber brisk calm dapper eager fabled gentle humble ivory jolly'.split()),
                         rng.choice('acorn badger cedar dune ember falcon grove harbor inlet jasper'.split()),
                         rng.randrange(10000))


def hexa(rng, digits):
    return '%0*x' % (digits, rng.getrandbits(4 * digits))


PLANS = {
    'jvm-label-leak': Plan(22, 130, 0, 4, 256, lambda r: slug(r) + '.clients.shop.example'),
    'jvm-plain-leak': Plan(22, 200, 9500, 4, 256, lambda r: slug(r)),
    'jvm-innocent': Plan(30, 450, 0, 24, 256, lambda r: slug(r)),
    'node-label-leak': Plan(30, 150, 0, 4, 160, lambda r: '/accounts/%s-%s-%s/documents/%s' % (
        hexa(r, 8), hexa(r, 4), hexa(r, 4), hexa(r, 12))),
    'node-plain-leak': Plan(30, 250, 9000, 4, 160, lambda r: 'sess_' + hexa(r, 16)),
    'node-innocent': Plan(30, 1200, 0, 16, 160, lambda r: 'sess_' + hexa(r, 16)),
    'go-label-leak': Plan(30, 130, 0, 2, 96, lambda r: slug(r) + '.tenants.svc.cluster.local'),
    'go-plain-leak': Plan(30, 250, 7000, 2, 96, lambda r: 'nightly-' + slug(r)),
    'go-innocent': Plan(40, 500, 0, 10, 96, lambda r: slug(r) + '.tenants.svc.cluster.local'),
}


def command(build, runtime, variant, port, seed):
    arguments = [variant, str(port), str(seed)]
    if runtime == 'jvm':
        # What a container of less than 1792 MB gets: the serial collector. Free memory is given back after a collection.
        return ['java', '-XX:+UseSerialGC', '-Xms16m', '-Xmx160m', '-XX:MinHeapFreeRatio=15', '-XX:MaxHeapFreeRatio=30',
                '-XX:CICompilerCount=2', '-cp', '%s/jvm/lib/*:%s/jvm/classes' % (build, build), 'Worker'] + arguments
    if runtime == 'node':
        return ['node', '--max-old-space-size=112', '--max-semi-space-size=2', '%s/node/worker.js' % build] + arguments
    return ['%s/worker-go' % build] + arguments


class Load:
    """Traffic, births and leaked units of one pod: diurnal, each with hourly bursts of its own."""

    def __init__(self, plan, environment, share, rng):
        self.plan, self.environment, self.share, self.rng = plan, environment, share, rng
        self.noise = 0.0
        self.day = self.hour = -1

    def poisson(self, mean):
        if mean > 50:
            return max(0, round(self.rng.gauss(mean, math.sqrt(mean))))
        count, product = 0, self.rng.random()
        while product > math.exp(-mean):
            count += 1
            product *= self.rng.random()
        return count

    def tick(self, at):
        rng, quiet = self.rng, self.environment == 'test'
        day, hour = int(at // 86400), int(at // 3600)
        if day != self.day:
            self.day, self.busy, self.popular = day, rng.uniform(0.8, 1.25), rng.lognormvariate(-0.03, 0.25)
        if hour != self.hour:
            self.hour = hour
            self.births, self.leaks = rng.lognormvariate(-0.4, 0.9), rng.lognormvariate(-0.18, 0.6)
        self.noise = 0.8 * self.noise + rng.gauss(0, 0.15)
        diurnal = 1 + 0.6 * math.sin((at / 3600 - 9) * math.pi / 12)
        requests = self.poisson(self.plan.requests * self.share * diurnal * self.busy * math.exp(self.noise))
        report = round(self.plan.report * self.share * rng.uniform(0.3, 1.7)) if rng.random() < 12 / 288 else 0
        if quiet:
            return requests, self.poisson(self.plan.leaked * self.share * 0.05 / 288), report, []
        births = self.poisson(self.plan.births * self.share * diurnal * self.births * self.popular / 288)
        if rng.random() < 2 / 288:
            births += rng.randrange(4, 4 + max(1, self.plan.births // 25))
        leaked = self.poisson(self.plan.leaked * self.share * (0.5 + 0.5 * diurnal) * self.leaks / 288)
        return requests, leaked, report, [self.plan.value(rng) for _ in range(births)]


class Pod:
    def __init__(self, name, index, build, out, factor, days):
        self.environment, suffix, share = PODS[index]
        self.runtime, self.variant = name.split('-', 1)
        self.name, self.plan = '%s-7d9c5b6f4-%s' % (name, suffix), PLANS[name]
        self.workload = name
        seed = zlib.crc32(self.name.encode())
        self.rng = random.Random(seed)
        self.load = Load(self.plan, self.environment, share, random.Random(seed + 1))
        self.port = 20000 + list(PLANS).index(name) * 10 + index
        self.build, self.factor, self.days = build, factor, days
        self.folder = out / name / 'scrapes' / ('environment=' + self.environment) / 'namespace=shop' / (
            'pod=' + self.name) / 'container=app'
        self.folder.mkdir(parents=True, exist_ok=True)
        self.fixed = [self.plan.value(random.Random(i)) for i in range(8)]
        self.process, self.readings = None, {}
        self.problems = 0
        self.due = sorted(self.events(), key=lambda event: event[0])

    def events(self):
        """What is to be done when, in simulated seconds after the epoch."""
        end = self.days * 86400
        phase = self.rng.uniform(20, SCRAPE_EVERY - 20)
        for at in range(0, end, TICK_EVERY):
            yield at + 40, self.tick
        for at in range(0, end, SCRAPE_EVERY):
            yield at + phase + self.rng.uniform(-20, 20), self.scrape
        for day in range(1, self.days):
            yield day * 86400 + self.rng.uniform(-1500, 1500), self.start

    def step(self, at):
        """Does what is due before the end of the step, and reads memory then."""
        while self.due and self.due[0][0] < at + STEP:
            when, what = self.due.pop(0)
            try:
                what(when)
            except OSError as failure:
                self.problems += 1
                print('%s: %s at %s: %s' % (self.name, what.__name__, stamp(EPOCH + when), failure), file=sys.stderr)
        self.read_memory(at)

    def start(self, at):
        self.stop()
        self.process = subprocess.Popen(
            command(self.build, self.runtime, self.variant, self.port, self.rng.getrandbits(31)),
            stdout=subprocess.DEVNULL, stderr=open('%s/%s.log' % (self.build, self.name), 'a'))
        self.started = EPOCH + at
        for _ in range(600):
            try:
                self.post(5, 0, 0, self.fixed)
                return
            except OSError:
                time.sleep(0.05)
        raise OSError('does not answer')

    def stop(self):
        process, self.process = self.process, None
        if process:
            process.kill()
            process.wait()

    def post(self, requests, leaked, report, born):
        body = '\n'.join([str(requests), str(leaked), str(report)] + born).encode()
        urllib.request.urlopen('http://127.0.0.1:%d/tick' % self.port, body, timeout=30).close()

    def tick(self, at):
        self.post(*self.load.tick(at))

    def scrape(self, at):
        with urllib.request.urlopen('http://127.0.0.1:%d/metrics' % self.port, timeout=30) as response:
            body = response.read()
        (self.folder / (stamp(EPOCH + at) + '.prom')).write_bytes(self.on_simulated_clock(body, EPOCH + at))

    def on_simulated_clock(self, body, now):
        def replaced(name, value):
            return re.sub(rb'(?m)^(%s )(?!0$)\S+$' % name, lambda line: line[1] + b'%.3f' % value(line[0]), body)

        def age(line):
            return (time.time() - float(line.split()[1])) * self.factor

        body = replaced(b'process_start_time_seconds', lambda _: self.started)
        body = replaced(b'process_uptime_seconds', lambda _: now - self.started)
        return replaced(b'go_memstats_last_gc_time_seconds', lambda line: max(self.started, now - age(line)))

    def read_memory(self, at):
        status = pathlib.Path('/proc/%d/status' % self.process.pid).read_text()
        resident = re.search(r'VmRSS:\s+(\d+) kB', status)
        if resident:
            self.readings[int(EPOCH + at)] = int(resident[1]) * 1024


def stamp(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime('%Y-%m-%dT%H-%M-%SZ')


def write_metric_stream(folder, pods):
    """As CloudWatch delivers Container Insights in its format JSON: a file for six hours, one object a line."""
    files = collections.defaultdict(list)
    for pod in pods:
        whole = {'ClusterName': 'eks-' + pod.environment, 'ContainerName': 'app', 'FullPodName': pod.name,
                 'Namespace': 'shop', 'PodName': pod.workload}
        limit = pod.plan.limit * MIB
        for at, resident in pod.readings.items():
            for metric, value, unit in (('container_memory_limit', limit, 'Bytes'),
                                        ('container_memory_utilization_over_container_limit', 100 * resident / limit,
                                         'Percent'),
                                        ('pod_memory_working_set', resident, 'Bytes')):
                dimensions = {k: v for k, v in whole.items() if k != 'ContainerName' or metric.startswith('container')}
                value = float(value)
                files[pod.environment, at // 21600 * 21600].append((at, metric, json.dumps({
                    'metric_stream_name': 'container-insights',
                    'account_id': '111111111111' if pod.environment == 'prod' else '222222222222',
                    'region': 'us-west-2', 'namespace': 'ContainerInsights', 'metric_name': metric,
                    'dimensions': dimensions, 'timestamp': at * 1000,
                    'value': {'max': value, 'min': value, 'sum': value, 'count': 1.0}, 'unit': unit},
                    separators=(',', ':'))))
    for (environment, begin), lines in files.items():
        path = folder / environment / time.strftime('%Y/%m/%d/%H', time.gmtime(begin))
        path.mkdir(parents=True, exist_ok=True)
        text = ''.join(line + '\n' for _, _, line in sorted(lines))
        name = pods[0].workload + '-1-' + time.strftime('%Y-%m-%d-%H-%M-%S', time.gmtime(begin))
        (path / name).write_text(text)


def main():
    out, build, which = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    day_seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 60
    days = int(sys.argv[5]) if len(sys.argv) > 5 else 3
    names = [name for name in PLANS if name.startswith(which)]
    pods = [Pod(name, index, build, out, 86400 / day_seconds, days) for name in names for index in range(len(PODS))]
    for pod in pods:
        pod.start(-600)
    with concurrent.futures.ThreadPoolExecutor(len(pods)) as pool:
        for at in range(0, days * 86400, STEP):
            begin = time.time()
            list(pool.map(lambda pod, at=at: pod.step(at), pods))
            time.sleep(max(0, begin + STEP * day_seconds / 86400 - time.time()))
    for pod in pods:
        pod.stop()
    for name in names:
        write_metric_stream(out / name / 'metric-stream', [pod for pod in pods if pod.workload == name])
    if any(pod.problems for pod in pods):
        sys.exit('%d problems' % sum(pod.problems for pod in pods))


if __name__ == '__main__':
    main()
