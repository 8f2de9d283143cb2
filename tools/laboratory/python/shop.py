"""A shop on Flask with prometheus_client in multiprocess mode, for gunicorn: ROLE is read of the environment."""
import functools
import os

import flask
import prometheus_client
from prometheus_client import multiprocess

ROLE = os.environ['ROLE']
app = flask.Flask(__name__)
LABEL = 'path' if ROLE != 'plain-leak' else 'endpoint'
REQUESTS = prometheus_client.Counter('flask_http_request_total', 'Requests.', ['method', 'status', LABEL])
LATENCY = prometheus_client.Histogram('flask_http_request_duration_seconds', 'Latency.', [LABEL])


@app.after_request
def count(response):
    request = flask.request
    if request.path != '/metrics':
        value = request.path if ROLE == 'label-leak' or request.path.startswith('/pages/') else request.endpoint
        REQUESTS.labels(request.method, response.status_code, value).inc()
        if ROLE != 'innocent' or not request.path.startswith('/pages/'):
            LATENCY.labels(value).observe(0.01)
    return response


@functools.lru_cache(maxsize=None)
def invoices(account):
    """Never evicted: what the plain leak leaks."""
    return ['%s-%d' % (account, i) for i in range(200)]


@app.get('/accounts/<account>/invoices')
def of_account(account):
    return str(len(invoices(account))) if ROLE == 'plain-leak' else 'none'


@app.get('/pages/<name>')
def page(name):
    return name


@app.get('/healthz')
def health():
    return 'well'


@app.post('/report')
def report():
    return str(len(flask.request.get_data().upper()))


@app.get('/metrics')
def metrics():
    registry = prometheus_client.CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    return prometheus_client.generate_latest(registry), {'Content-Type': prometheus_client.CONTENT_TYPE_LATEST}
