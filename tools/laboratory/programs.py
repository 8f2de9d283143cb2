"""The programs of the laboratory: how each is started, fed and scraped, and what it is given to do in each of its roles."""
import base64
import http.client
import json
import os
import pathlib
import re
import subprocess

import processes
from load import Plan, hexa, host, slug

HERE = pathlib.Path(__file__).resolve().parent


class Program:
    """A server on pod.port; plans by role. A slow leak has a share of the births and leaked units, and no restarts."""
    metrics = '/metrics'
    slowly = 0.15

    def __init__(self, plans, version, *labels):
        self.plans, self.of_version, self.labels = plans, version, list(labels)

    def plan(self, role, slow):
        plan = self.plans[role]
        return plan if not slow else plan._replace(
            births=plan.births * self.slowly, leaked=plan.leaked * self.slowly, restarts=False)

    def version(self):
        return self.of_version()

    def start(self, pod, log):
        raise NotImplementedError

    def ready(self, pod):
        self.scrape(pod)

    def scrape(self, pod):
        return self.ask(pod, 'GET', self.metrics)

    def feed(self, pod, at, requests, leaked, report, born):
        raise NotImplementedError

    def disconnect(self, pod):
        connection = pod.state.pop('connection', None)
        if connection:
            connection.close()

    def ask(self, pod, method, path, body=None, headers=None):
        """The body of the answer; one connection a process, as clients of a service have it."""
        for attempt in (1, 2):
            connection = pod.state.get('connection')
            if not connection:
                connection = pod.state['connection'] = http.client.HTTPConnection('127.0.0.1', pod.port, timeout=30)
            try:
                connection.request(method, path, body, headers or {})
                answer = connection.getresponse()
                content = answer.read()
                if answer.status >= 500:
                    raise OSError('%s %s: %d %s' % (method, path, answer.status, content[:100]))
                return content
            except (OSError, http.client.HTTPException) as failure:
                self.disconnect(pod)
                if attempt == 2 or isinstance(failure, ConnectionRefusedError):
                    raise failure if isinstance(failure, OSError) else OSError(str(failure))


class Service(Program):
    """A web service: requests for values of the label by GET, what is leaked by another path, reports by POST."""
    value_path, page_path, leak = '/accounts/%s/invoices', '/pages/%s', None

    def feed(self, pod, at, requests, leaked, report, born):
        for value in born:
            self.ask(pod, 'GET', (self.value_path if pod.role == 'label-leak' else self.page_path) % value)
        for _ in range(requests):
            self.ask(pod, 'GET', '/healthz')
        for _ in range(leaked):
            self.leak_one(pod)
        if report:
            self.ask(pod, 'POST', '/report', b'a' * (report << 20), {'Content-Type': 'text/plain'})

    def leak_one(self, pod):
        self.ask(pod, 'GET', '/accounts/%s/invoices' % hexa(pod.rng, 16))


class Gin(Service):
    value_path = '/orders/%s'

    def start(self, pod, log):
        return processes.start(pod.name, [str(pod.build / 'go-gin'), pod.role, str(pod.port)], pod.work, log)

    def leak_one(self, pod):
        self.ask(pod, 'POST', '/sessions/new', b'basket ' * 2500, {'X-Session': hexa(pod.rng, 16)})


class Express(Service):
    def start(self, pod, log):
        return processes.start(pod.name, [
            'node', '--max-old-space-size=112', '--max-semi-space-size=2', str(pod.build / 'node-express' / 'server.js'),
            pod.role, str(pod.port)], pod.work, log)


class Flask(Service):
    def start(self, pod, log):
        os.makedirs(pod.work / 'metrics')
        return processes.start(pod.name, [
            '/usr/bin/gunicorn', '--workers', '2', '--threads', '1', '--worker-tmp-dir', '/dev/shm', '--keep-alive', '60',
            '--bind', '127.0.0.1:%d' % pod.port, '--chdir', str(HERE / 'python'), 'shop:app'], pod.work, log,
            {'PROMETHEUS_MULTIPROC_DIR': str(pod.work / 'metrics'), 'ROLE': pod.role, 'PYTHONDONTWRITEBYTECODE': '1'})

    # A connection belongs to one of the workers: each request goes to whichever is free.
    def ask(self, pod, *request, **more):
        try:
            return super().ask(pod, *request, **more)
        finally:
            self.disconnect(pod)


class Worker(Program):
    """One of three services that were written for the purpose, for a runtime's garbage collector: a POST says what is to be done."""

    def __init__(self, command, plans, version, *labels):
        super().__init__(plans, version, *labels)
        self.command = command

    def start(self, pod, log):
        return processes.start(pod.name, self.command(str(pod.build)) + [
            pod.role, str(pod.port), str(pod.rng.getrandbits(31))], pod.work, log)

    def feed(self, pod, at, requests, leaked, report, born):
        self.ask(pod, 'POST', '/tick', '\n'.join([str(requests), str(leaked), str(report)] + born).encode())


def jvm(build):
    # What a container of less than 1792 MB gets: the serial collector. Free memory is given back after a collection.
    return ['java', '-XX:+UseSerialGC', '-Xms16m', '-Xmx160m', '-XX:MinHeapFreeRatio=15', '-XX:MaxHeapFreeRatio=30',
            '-XX:CICompilerCount=2', '-cp', '%s/jvm-worker/lib/*:%s/jvm-worker' % (build, build), 'Worker']


class Pushgateway(Program):
    """Batch jobs push a histogram each under an instance of their own; innocent ones delete theirs after three hours."""
    KEPT = 3 * 3600

    def start(self, pod, log):
        return processes.start(pod.name, [
            'prometheus-pushgateway', '--web.listen-address=127.0.0.1:%d' % pod.port, '--persistence.file='], pod.work, log)

    def feed(self, pod, at, requests, leaked, report, born):
        groups = pod.state.setdefault('groups', {})
        for _ in range(min(requests, 3)):
            self.push(pod, pod.rng.choice(pod.fixed))
        for value in born:
            self.push(pod, value)
            groups[value] = at
        if pod.role == 'innocent':
            for value in [value for value, pushed in groups.items() if pushed < at - self.KEPT]:
                self.ask(pod, 'DELETE', '/metrics/job/nightly/instance/' + value)
                del groups[value]

    def push(self, pod, value):
        rng, lines = pod.rng, []
        for name, kind, number in (
                ('batch_rows_total', 'counter', rng.randrange(9000)), ('batch_errors_total', 'counter', rng.randrange(3)),
                ('batch_duration_seconds', 'gauge', rng.expovariate(0.01)), ('batch_read_bytes', 'gauge', rng.randrange(1 << 30)),
                ('batch_written_bytes', 'gauge', rng.randrange(1 << 30)), ('batch_exit_code', 'gauge', 0)):
            lines += ['# TYPE %s %s' % (name, kind), '%s %s' % (name, number)]
        self.ask(pod, 'PUT', '/metrics/job/nightly/instance/' + value, '\n'.join(lines + ['']).encode())


class Mtail(Program):
    """Reads an access log whose hosts are the label; innocent: a program that lets go of hosts that were not seen for three hours."""

    def start(self, pod, log):
        (pod.work / 'logs').mkdir()
        (pod.work / 'logs' / 'access.log').touch()
        program = HERE / 'mtail' / ('expiring.mtail' if pod.role == 'innocent' else 'leak.mtail')
        return processes.start(pod.name, [
            'mtail', '--progs', str(program), '--logs', str(pod.work / 'logs' / 'access.log'), '--address', '127.0.0.1',
            '--port', str(pod.port), '--poll_interval', '100ms', '--poll_log_interval', '100ms',
            '--expired_metrics_gc_interval', '1s', '--log_dir', str(pod.work)], pod.work, log)

    def feed(self, pod, at, requests, leaked, report, born):
        rng = pod.rng
        lines = ['%s 200 %.4f' % (value, rng.expovariate(20)) for value in born]
        lines += ['%s %d %.4f' % (rng.choice(pod.fixed), rng.choice((200, 200, 404)), rng.expovariate(20)) for _ in range(requests)]
        with open(pod.work / 'logs' / 'access.log', 'a') as file:
            file.write(''.join(line + '\n' for line in lines))


class Alertmanager(Program):
    """Alerts that are never resolved: memory of the program, and no series of its own by them."""

    def start(self, pod, log):
        (pod.work / 'alertmanager.yml').write_text('route: {receiver: nobody}\nreceivers: [{name: nobody}]\n')
        return processes.start(pod.name, [
            'prometheus-alertmanager', '--config.file=alertmanager.yml', '--storage.path=' + str(pod.work),
            '--cluster.listen-address=', '--web.listen-address=127.0.0.1:%d' % pod.port], pod.work, log)

    def feed(self, pod, at, requests, leaked, report, born):
        alerts = [{'labels': {'alertname': 'TargetDown', 'instance': slug(pod.rng), 'severity': 'page'},
                   'annotations': {'summary': 'does not answer since ' + hexa(pod.rng, 60)}, 'endsAt': '2036-01-01T00:00:00Z'}
                  for _ in range(leaked)]
        if alerts:
            self.ask(pod, 'POST', '/api/v2/alerts', json.dumps(alerts).encode(), {'Content-Type': 'application/json'})
        for _ in range(requests):
            self.ask(pod, 'GET', '/-/healthy')


class Etcd(Program):
    """Keys that are never compacted: they are in a mapped file, whose pages count as resident, and in an index on the heap."""

    def start(self, pod, log):
        own, peers = 'http://127.0.0.1:%d' % pod.port, 'http://127.0.0.1:%d' % (pod.port + 5)
        return processes.start(pod.name, [
            'etcd', '--data-dir', str(pod.work / 'data'), '--listen-client-urls', own, '--advertise-client-urls', own,
            '--listen-peer-urls', peers, '--initial-advertise-peer-urls', peers, '--initial-cluster', 'default=' + peers],
            pod.work, log)

    def feed(self, pod, at, requests, leaked, report, born):
        for _ in range(leaked):
            self.ask(pod, 'POST', '/v3/kv/put', json.dumps({
                'key': base64.b64encode(hexa(pod.rng, 24).encode()).decode(),
                'value': base64.b64encode(hexa(pod.rng, 3000).encode()).decode()}).encode())
        for _ in range(requests):
            self.ask(pod, 'GET', '/health')


class NodeExporter(Program):
    """Two thousand and more labels of disks and volumes that somebody's script writes for the textfile collector, and that stay."""

    def start(self, pod, log):
        (pod.work / 'text').mkdir()
        lines = ['# TYPE volume_used_bytes gauge'] + ['volume_used_bytes{volume="pvc-%s",class="%s"} %d' % (
            uuid(pod.rng), pod.rng.choice(('fast', 'slow')), pod.rng.randrange(1 << 40)) for _ in range(2500)]
        (pod.work / 'text' / 'volumes.prom').write_text('\n'.join(lines) + '\n')
        return processes.start(pod.name, [
            'prometheus-node-exporter', '--web.listen-address=127.0.0.1:%d' % pod.port, '--collector.disable-defaults',
            '--collector.textfile', '--collector.loadavg', '--collector.meminfo',
            '--collector.textfile.directory=' + str(pod.work / 'text')], pod.work, log)

    def feed(self, pod, at, requests, leaked, report, born):
        for _ in range(min(requests, 2)):
            self.ask(pod, 'GET', '/')


def debian(*packages):
    def version():
        out = subprocess.run(['dpkg-query', '-W', '-f', '${Package} ${Version}, '] + list(packages), stdout=subprocess.PIPE, text=True)
        return 'Debian: ' + out.stdout.strip(', ')
    return version


def npm(folder):
    def version():
        wanted = json.loads((HERE / 'node' / folder / 'package.json').read_text())['dependencies']
        return 'npm: ' + ', '.join(' '.join(one) for one in wanted.items())
    return version


def uuid(rng):
    return '-'.join(hexa(rng, digits) for digits in (8, 4, 4, 4, 12))


PROGRAMS = {
    'pushgateway': Pushgateway({
        'label-leak': Plan(3, 1000, 0, 0, lambda r: 'nightly-' + slug(r)),
        'innocent': Plan(3, 600, 0, 0, lambda r: 'nightly-' + slug(r)),
    }, debian('prometheus-pushgateway'), 'instance'),
    'mtail': Mtail({
        'label-leak': Plan(8, 2600, 0, 0, host),
        'innocent': Plan(8, 1200, 0, 0, host),
    }, debian('mtail'), 'host'),
    'gin': Gin({
        'label-leak': Plan(6, 7000, 0, 0, uuid),
        'plain-leak': Plan(6, 60, 600, 4, slug),
        'innocent': Plan(6, 80, 0, 3, slug),
    }, debian('golang-github-mcuadros-go-gin-prometheus-dev', 'golang-github-gin-gonic-gin-dev',
              'golang-github-prometheus-client-golang-dev'), 'url'),
    'express': Express({
        'label-leak': Plan(6, 350, 0, 4, uuid),
        'plain-leak': Plan(6, 40, 700, 4, lambda r: slug(r).rsplit('-', 1)[0] + '-' + hexa(r, 3)),
        'innocent': Plan(6, 60, 0, 12, lambda r: slug(r).rsplit('-', 1)[0] + '-' + hexa(r, 3)),
    }, npm('express'), 'path'),
    'flask': Flask({
        'label-leak': Plan(5, 200, 0, 4, uuid),
        'plain-leak': Plan(5, 0, 300, 4, slug),
        'innocent': Plan(5, 60, 0, 10, slug),
    }, debian('python3-prometheus-client', 'python3-flask', 'gunicorn'), 'path'),
    'alertmanager': Alertmanager({
        'plain-leak': Plan(2, 0, 4000, 0, slug),
    }, debian('prometheus-alertmanager')),
    'etcd': Etcd({
        'plain-leak': Plan(2, 0, 2500, 0, slug),
    }, debian('etcd-server')),
    'node-exporter': NodeExporter({
        'innocent': Plan(2, 0, 0, 0, slug),
    }, debian('prometheus-node-exporter')),
    'jvm': Worker(jvm, {
        'label-leak': Plan(22, 130, 0, 4, lambda r: slug(r) + '.clients.shop.example'),
        'plain-leak': Plan(22, 200, 9500, 4, slug),
        'innocent': Plan(30, 450, 0, 24, slug),
    }, lambda: 'Maven Central: micrometer-registry-prometheus 1.15.4', 'client_name'),
    'node': Worker(lambda build: ['node', '--max-old-space-size=112', '--max-semi-space-size=2', build + '/node-worker/worker.js'], {
        'label-leak': Plan(30, 150, 0, 4, lambda r: '/accounts/%s/documents/%s' % (uuid(r)[:18], hexa(r, 12))),
        'plain-leak': Plan(30, 250, 9000, 4, lambda r: 'sess_' + hexa(r, 16)),
        'innocent': Plan(30, 1200, 0, 16, lambda r: 'sess_' + hexa(r, 16)),
    }, npm('worker'), 'path'),
    'go': Worker(lambda build: [build + '/go-worker'], {
        'label-leak': Plan(30, 130, 0, 2, lambda r: slug(r) + '.tenants.svc.cluster.local'),
        'plain-leak': Plan(30, 250, 7000, 2, lambda r: 'nightly-' + slug(r)),
        'innocent': Plan(40, 500, 0, 10, lambda r: slug(r) + '.tenants.svc.cluster.local'),
    }, debian('golang-github-prometheus-client-golang-dev'), 'upstream_host', 'upstream_service'),
}
