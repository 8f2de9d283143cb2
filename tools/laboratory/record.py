#!/usr/bin/env python3
"""Records real programs on a compressed clock: record.py OUT BUILD PROGRAM-ROLE[-slow]... [--day SECONDS] [--days N] [--drop HOUR]
[--scrape MINUTES].

Every pod is a process, or a tree of them, of its own, ended and started anew about every simulated midnight, but for slow leaks. The
driver feeds it every 5 simulated minutes, scrapes it every 15 (or --scrape) and reads memory every 3. The simulated clock begins at
2026-11-16T00:00:00Z and goes in steps of 3 minutes, each of at least day / 480 real seconds; on a busy machine it waits for the
slowest process. All times in what is recorded are on the simulated clock.
"""
import argparse
import concurrent.futures
import json
import pathlib
import random
import shutil
import sys
import time
import zlib

import clock
import processes
from load import Load
from programs import PROGRAMS

STEP, TICK_EVERY = 180, 300
# Pods by environment, and their share of the load.
PODS = [('prod', 'k2x8p', 1.0), ('prod', 'm4v9q', 0.85), ('test', 't7b1c', 0.06)]


class Pod:
    def __init__(self, recording, index, arguments, port):
        name, self.role, self.slow = split(recording)
        self.recording, self.program = recording, PROGRAMS[name]
        self.environment, suffix, share = PODS[index]
        self.plan = self.program.plan(self.role, self.slow)
        self.name = '%s-7d9c5b6f4-%s' % (recording, suffix)
        self.rng = random.Random(zlib.crc32(self.name.encode()))
        self.load = Load(self.plan, self.environment, share, random.Random(self.rng.getrandbits(32)))
        self.port, self.build = port, pathlib.Path(arguments.build).resolve()
        self.factor, self.days, self.scrape_every = clock.DAY / arguments.day, arguments.days, 60 * arguments.scrape
        self.dropped = arguments.drop * 3600 if index == 0 else float('inf')
        self.work = self.build / 'pods' / self.name
        self.out = pathlib.Path(arguments.out) / recording
        self.scrapes = self.out / 'scrapes' / ('environment=' + self.environment) / 'namespace=shop' / (
            'pod=' + self.name) / 'container=app'
        self.scrapes.mkdir(parents=True, exist_ok=True)
        self.fixed = [self.plan.value(random.Random(i)) for i in range(8)]
        self.process, self.readings, self.state, self.problems, self.started = None, [], {}, 0, 0
        self.due = sorted(self.events(), key=lambda event: event[0])

    def events(self):
        """What is to be done when, in simulated seconds after the epoch."""
        end = self.days * clock.DAY
        phase = self.rng.uniform(20, self.scrape_every - 20)
        for at in range(0, end, TICK_EVERY):
            yield at + 40, self.tick
        for at in range(0, end, self.scrape_every):
            yield at + phase + self.rng.uniform(-20, 20), self.scrape
        for day in range(1, self.days if self.plan.restarts else 1):
            yield day * clock.DAY + self.rng.uniform(-1500, 1500), self.start

    def step(self, at):
        """Does what is due before the end of the step."""
        while self.due and self.due[0][0] < at + STEP:
            when, what = self.due.pop(0)
            try:
                what(when)
            except OSError as failure:
                self.problems += 1
                print('%s: %s at %s: %s' % (self.name, what.__name__, clock.stamp(when), failure), file=sys.stderr)

    def start(self, at):
        processes.end(self.name, self.process)
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.program.disconnect(self)
        self.state, self.started = {}, at
        with open('%s/%s.log' % (self.build, self.name), 'a') as log:
            self.process = self.program.start(self, log)
        for _ in range(600):
            try:
                self.program.ready(self)
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise OSError('does not answer')
        self.program.feed(self, at, 5, 0, 0, self.fixed)

    def tick(self, at):
        requests, leaked, report, born = self.load.tick(at)
        # The label is left out and nothing else changes: as many calls, of values that are known.
        values = born if at < self.dropped else [self.rng.choice(self.fixed) for _ in born]
        self.program.feed(self, at, requests, leaked, report, values)

    def scrape(self, at):
        body = self.program.scrape(self)
        (self.scrapes / (clock.stamp(at) + '.prom')).write_bytes(
            clock.on_simulated_clock(body, at, time.time(), self.started, self.factor))

    def read_memory(self, at, ids):
        if ids:
            self.readings.append((at, *processes.resident(ids), processes.page_cache(self.work)))


def split(recording):
    """express-plain-leak-slow is program express, role plain-leak, slow."""
    slow = recording.endswith('-slow')
    rest = recording[:-len('-slow')] if slow else recording
    for role in ('label-leak', 'plain-leak', 'innocent'):
        if rest.endswith('-' + role) and rest[:-len(role) - 1] in PROGRAMS:
            return rest[:-len(role) - 1], role, slow
    sys.exit('%s is no PROGRAM-ROLE[-slow]; there are %s' % (recording, ', '.join(
        '%s-%s' % (name, role) for name, program in PROGRAMS.items() for role in program.plans)))


def write_memory(pod, pods):
    """A CSV a day and environment; Culprit reads memory_bytes and leaves the parts to people."""
    for environment in sorted({other.environment for other in pods}):
        folder = pod.out / 'memory' / environment
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / (pod.recording + '.csv'), 'w') as file:
            file.write('time,namespace,pod,container,workload,memory_bytes,anonymous,mapped,shared,page_cache\n')
            for other in pods:
                if other.environment == environment:
                    for at, anonymous, mapped, shared, cached in other.readings:
                        file.write('%s,shop,%s,app,%s,%d,%d,%d,%d,%d\n' % (
                            clock.iso(at), other.name, pod.recording, anonymous + mapped + shared,
                            anonymous, mapped, shared, cached))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('out')
    parser.add_argument('build')
    parser.add_argument('recordings', nargs='+')
    parser.add_argument('--day', type=float, default=60, help='real seconds of a simulated day')
    parser.add_argument('--days', type=int, default=3)
    parser.add_argument('--drop', type=float, default=float('inf'), metavar='HOUR',
                        help='simulated hour from which on the first replica takes no new values, as in an experiment')
    parser.add_argument('--scrape', type=int, default=15, metavar='MINUTES', help='simulated minutes between scrapes')
    parser.add_argument('--port', type=int, default=20000)
    arguments = parser.parse_args()
    processes.adopt_orphans()
    pods = [Pod(recording, index, arguments, arguments.port + 30 * i + 10 * index)
            for i, recording in enumerate(arguments.recordings) for index in range(len(PODS))]
    try:
        for pod in pods:
            pod.start(-600)
        with concurrent.futures.ThreadPoolExecutor(len(pods)) as pool:
            for at in range(0, arguments.days * clock.DAY, STEP):
                begin = time.time()
                list(pool.map(lambda pod, at=at: pod.step(at), pods))
                alive = processes.by_pod()
                for pod in pods:
                    pod.read_memory(at, alive.get(pod.name, []))
                time.sleep(max(0, begin + STEP * arguments.day / clock.DAY - time.time()))
    finally:
        for pod in pods:
            processes.end(pod.name, pod.process)
    for recording in arguments.recordings:
        own = [pod for pod in pods if pod.recording == recording]
        write_memory(own[0], own)
        (own[0].out / 'made.json').write_text(json.dumps({
            'recording': recording, 'version': own[0].program.version(), 'daySeconds': arguments.day, 'days': arguments.days,
            'dropHour': None if own[0].dropped == float('inf') else arguments.drop,
            'problems': sum(pod.problems for pod in own)}, indent=2) + '\n')
    if any(pod.problems for pod in pods):
        sys.exit('%d problems' % sum(pod.problems for pod in pods))


if __name__ == '__main__':
    main()
