"""The programs of the laboratory: how each is started, fed and scraped, and what it is given to do in each of its roles."""
import base64
import http.client
import http.server
import json
import os
import pathlib
import re
import subprocess
import threading

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


def ask_once(port):
    """The metrics of a program that serves them on a port of their own."""
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)
    try:
        connection.request('GET', '/metrics')
        return connection.getresponse().read()
    except http.client.HTTPException as failure:
        raise OSError(str(failure))
    finally:
        connection.close()


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


class VictoriaMetricsLibrary(Service):
    """Counts with VictoriaMetrics' library; innocent: a page's metrics are taken out three hours after it was seen."""
    KEPT = 3 * 3600

    def start(self, pod, log):
        return processes.start(pod.name, [str(pod.build / 'go-vm'), pod.role, str(pod.port)], pod.work, log)

    def feed(self, pod, at, requests, leaked, report, born):
        if pod.role == 'innocent':
            for value in born:
                self.ask(pod, 'GET', self.page_path % value, headers={'X-Kept': '%.3fs' % (self.KEPT / pod.factor)})
            born = []
        super().feed(pod, at, requests, leaked, report, born)


class Spring(Service):
    """Spring Boot with Actuator: timers with quantiles by customer, sessions that never end, or few pages; on one collector or another."""
    metrics = '/actuator/prometheus'

    def __init__(self, collector, plans, version, *labels):
        super().__init__(plans, version, *labels)
        self.collector = collector

    def start(self, pod, log):
        return processes.start(pod.name, [
            'java', *self.collector, '-Xms48m', '-Xmx256m', '-XX:CICompilerCount=2', '-XX:TieredStopAtLevel=1', '-Xss512k', '-cp',
            '%s/jvm-spring/lib/*:%s/jvm-spring' % (pod.build, pod.build), 'Shop', pod.role, str(pod.port)], pod.work, log)


class OpenTelemetry(Service):
    """OpenTelemetry's SDK of Java with the exporter for Prometheus, on a port of its own; innocent: its limit of 2,000 sets holds."""
    page_path = Service.value_path

    def start(self, pod, log):
        return processes.start(pod.name, [
            'java', '-XX:+UseSerialGC', '-Xms16m', '-Xmx160m', '-XX:MinHeapFreeRatio=15', '-XX:MaxHeapFreeRatio=30',
            '-XX:CICompilerCount=2', '-cp', '%s/jvm-otel/lib/*:%s/jvm-otel' % (pod.build, pod.build), 'Shop', pod.role,
            str(pod.port), str(pod.port + 5)], pod.work, log)

    def ready(self, pod):
        self.ask(pod, 'GET', '/healthz')
        self.scrape(pod)

    def scrape(self, pod):
        return ask_once(pod.port + 5)


class RabbitMQ(Program):
    """Metrics by queue. Innocent: queues of clients that end three hours after their last use. Leak: messages that nobody consumes."""
    USER = {'Authorization': 'Basic ' + base64.b64encode(b'guest:guest').decode(), 'Content-Type': 'application/json'}
    KEPT = 3 * 3600

    def start(self, pod, log):
        (pod.work / 'enabled_plugins').write_text('[rabbitmq_management,rabbitmq_prometheus].')
        (pod.work / 'rabbitmq.conf').write_text(
            'listeners.tcp.1 = 127.0.0.1:%d\nmanagement.tcp.ip = 127.0.0.1\nmanagement.tcp.port = %d\n'
            'prometheus.tcp.ip = 127.0.0.1\nprometheus.tcp.port = %d\nprometheus.return_per_object_metrics = true\n'
            'vm_memory_high_watermark.absolute = 2GB\n' % (pod.port + 1, pod.port, pod.port + 2))
        return processes.start(pod.name, ['/usr/lib/rabbitmq/bin/rabbitmq-server'], pod.work, log, {
            'HOME': str(pod.work), 'RABBITMQ_NODENAME': 'pod%d@localhost' % pod.port, 'RABBITMQ_DIST_PORT': str(pod.port + 3),
            'ERL_EPMD_PORT': str(pod.port + 4), 'ERL_EPMD_ADDRESS': '127.0.0.1', 'RABBITMQ_MNESIA_BASE': str(pod.work / 'mnesia'),
            'RABBITMQ_LOG_BASE': str(pod.work / 'log'), 'RABBITMQ_ENABLED_PLUGINS_FILE': str(pod.work / 'enabled_plugins'),
            'RABBITMQ_CONFIG_FILE': str(pod.work / 'rabbitmq.conf'), 'RABBITMQ_PID_FILE': str(pod.work / 'pid'),
            'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS': '+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none'})

    def ready(self, pod):
        self.ask(pod, 'GET', '/api/overview', headers=self.USER)
        self.scrape(pod)

    def scrape(self, pod):
        return ask_once(pod.port + 2)

    def feed(self, pod, at, requests, leaked, report, born):
        fixed = [] if 'declared' in pod.state else pod.fixed
        pod.state['declared'] = True
        for value in fixed + (born if pod.role == 'innocent' else []):
            arguments = {} if value in pod.fixed else {'x-expires': round(1000 * self.KEPT / pod.factor)}
            self.ask(pod, 'PUT', '/api/queues/%2F/' + value, json.dumps({'arguments': arguments}).encode(), self.USER)
        for _ in range(leaked):
            self.publish(pod, pod.rng.choice(pod.fixed), hexa(pod.rng, 4000))
        for _ in range(requests):
            queue = pod.rng.choice(pod.fixed)
            if pod.role == 'innocent':
                self.publish(pod, queue, 'well')
                self.ask(pod, 'POST', '/api/queues/%%2F/%s/get' % queue, json.dumps(
                    {'count': 5, 'ackmode': 'ack_requeue_false', 'encoding': 'auto'}).encode(), self.USER)
            else:
                self.ask(pod, 'GET', '/api/queues/%2F/' + queue, headers=self.USER)

    def publish(self, pod, queue, text):
        self.ask(pod, 'POST', '/api/exchanges/%2F/amq.default/publish', json.dumps(
            {'properties': {}, 'routing_key': queue, 'payload': text, 'payload_encoding': 'string'}).encode(), self.USER)


class HAProxy(Program):
    """Forty servers whose labels stay. Leak: a stick table that remembers every client for weeks."""

    def start(self, pod, log):
        servers = ''.join('  server s%d 127.0.0.1:%d disabled\n' % (i, pod.port + 1) for i in range(40))
        (pod.work / 'haproxy.cfg').write_text(
            'global\n  nbthread 1\n  maxconn 200\ndefaults\n  mode http\n  timeout client 60s\n  timeout server 5s\n'
            '  timeout connect 5s\nfrontend shop\n  bind 127.0.0.1:%d\n'
            '  http-request use-service prometheus-exporter if { path /metrics }\n'
            '  http-request track-sc0 hdr(X-Client) table clients if { hdr(X-Client) -m found }\n'
            '  http-request return status 200 content-type text/plain string well\n'
            'backend clients\n  stick-table type string len 1000 size 1m expire 20d store http_req_cnt\n'
            'backend shop\n%s' % (pod.port, servers))
        return processes.start(pod.name, ['haproxy', '-db', '-f', 'haproxy.cfg'], pod.work, log)

    def feed(self, pod, at, requests, leaked, report, born):
        for _ in range(leaked):
            self.ask(pod, 'GET', '/', headers={'X-Client': hexa(pod.rng, 990)})
        for _ in range(requests):
            self.ask(pod, 'GET', '/')


class Prometheus(Program):
    """Grows by the series of what it scrapes, of which its own metrics show none: a target whose values never come to an end."""

    def start(self, pod, log):
        self.targets(pod).clear()
        (pod.work / 'prometheus.yml').write_text(
            'global: {scrape_interval: 1s}\nscrape_configs:\n- job_name: shop\n  static_configs:\n'
            "  - targets: ['127.0.0.1:%d']\n" % pod.target.server_address[1])
        return processes.start(pod.name, [
            'prometheus', '--config.file=prometheus.yml', '--storage.tsdb.path=' + str(pod.work / 'data'),
            '--web.listen-address=127.0.0.1:%d' % pod.port, '--log.level=warn'], pod.work, log)

    @staticmethod
    def targets(pod):
        """The lines that the pod's target serves; the target lives as long as the recording."""
        if not hasattr(pod, 'target'):
            lines = []

            class Target(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    body = ''.join(lines).encode()
                    self.send_response(200)
                    self.send_header('Content-Type', 'text/plain; version=0.0.4')
                    self.send_header('Content-Length', str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

                def log_message(self, *words):
                    pass

            pod.lines, pod.target = lines, http.server.ThreadingHTTPServer(('127.0.0.1', pod.port + 1), Target)
            threading.Thread(target=pod.target.serve_forever, daemon=True).start()
        return pod.lines

    def feed(self, pod, at, requests, leaked, report, born):
        for _ in range(leaked):
            tenant = slug(pod.rng)
            self.targets(pod).extend('shop_requests_total{tenant="%s",code="%d",shard="%d"} %d\n' % (
                tenant, code, shard, pod.rng.randrange(99)) for code in (200, 404) for shard in range(4))
        for _ in range(requests):
            self.ask(pod, 'GET', '/api/v1/query?query=up')


def debian(*packages):
    def version():
        out = subprocess.run(['dpkg-query', '-W', '-f', '${Package} ${Version}, '] + list(packages), stdout=subprocess.PIPE, text=True)
        return 'Debian: ' + out.stdout.strip(', ')
    return version


def maven(folder):
    def version():
        return 'Maven Central: ' + ', '.join('%s %s' % found for found in re.findall(
            r'<artifactId>([^<]+)</artifactId>\s*<version>([^<]+)</version></dependency>', (HERE / 'jvm' / folder / 'pom.xml').read_text()))
    return version


def npm(folder):
    def version():
        wanted = json.loads((HERE / 'node' / folder / 'package.json').read_text())['dependencies']
        return 'npm: ' + ', '.join(' '.join(one) for one in wanted.items())
    return version


def uuid(rng):
    return '-'.join(hexa(rng, digits) for digits in (8, 4, 4, 4, 12))


SPRING = {
    'label-leak': Plan(6, 1200, 0, 2, uuid),
    'plain-leak': Plan(6, 40, 2500, 2, slug),
    'innocent': Plan(6, 60, 0, 2, slug),
}
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
        'label-leak': Plan(6, 2500, 0, 4, uuid),
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
    'prometheus': Prometheus({
        'plain-leak': Plan(2, 0, 500, 0, slug),
    }, debian('prometheus')),
    'haproxy': HAProxy({
        'plain-leak': Plan(3, 0, 4000, 0, slug),
        'innocent': Plan(6, 0, 0, 0, slug),
    }, debian('haproxy')),
    'rabbitmq': RabbitMQ({
        'innocent': Plan(2, 400, 0, 0, lambda r: 'amq.gen-' + hexa(r, 22)),
        'plain-leak': Plan(2, 0, 3000, 0, slug),
    }, debian('rabbitmq-server', 'erlang-base')),
    'victoriametrics': VictoriaMetricsLibrary({
        'label-leak': Plan(6, 2500, 0, 1, uuid),
        'innocent': Plan(6, 600, 0, 2, slug),
    }, debian('golang-github-victoriametrics-metrics-dev'), 'path'),
    'spring': Spring(['-XX:+UseSerialGC', '-XX:MinHeapFreeRatio=15', '-XX:MaxHeapFreeRatio=30'], SPRING, maven('spring'), 'customer'),
    'spring-g1': Spring(['-XX:+UseG1GC', '-XX:G1PeriodicGCInterval=5000'], SPRING, maven('spring'), 'customer'),
    'opentelemetry': OpenTelemetry({
        'label-leak': Plan(3, 5000, 0, 1, slug),
        'innocent': Plan(3, 4000, 0, 1, slug),
    }, maven('otel'), 'customer'),
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
