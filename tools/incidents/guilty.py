"""Kinds of incidents in which a label is to blame. Names, labels and buckets are those of the software."""

from description import Growth, Kind, counter, gauge, histogram, summary

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
KEYCLOAK = (50, 100, 250, 500, 1000, 2000, 10_000, 30_000)
ISTIO = (0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000)
LABEL = ("label",)

GUILTY = (
    Kind(
        "tekton-pod",
        after="tektoncd/pipeline#9393, #4340",
        trap="`pod` is a label of the program's own; pipelines start by the clock",
        runtime="go", namespace="tekton-pipelines", workload="tekton-pipelines-controller", container="tekton-pipelines-controller",
        stable=(
            counter("tekton_pipelines_controller_pipelinerun_total", status=("success", "failed", "cancelled")),
            gauge("tekton_pipelines_controller_workqueue_depth", 3, name=("taskrun", "pipelinerun")),
            histogram("tekton_pipelines_controller_reconcile_latency", (10, 100, 1000, 10_000, 30_000, 60_000), 180,
                      reconciler=("TaskRun", "PipelineRun"), success=("true", "false"))),
        growths=(Growth({"run": "run"}, (
            gauge("tekton_pipelines_controller_taskruns_pod_latency_milliseconds", 4200, namespace=("ci", "ci-infra"), pod="{run}-pod",
                  task="anonymous", taskrun="{run}"),
            gauge("tekton_pipelines_controller_taskrun_duration_seconds", 80, namespace=("ci", "ci-infra"),
                  status=("success", "failed"), task="anonymous", taskrun="{run}"),
            counter("tekton_pipelines_controller_cloudevent_count", namespace=("ci", "ci-infra"), status=("success", "failed"),
                    task="anonymous", taskrun="{run}")),
            patterns=("scheduled", "scheduled", "traffic")),),
        verdicts=LABEL, labels=("pod", "taskrun"), replicas=(1,)),
    Kind(
        "keycloak-route",
        after="aerogear/keycloak-metrics-spi#63, #64",
        trap="a slow leak in a large JVM, which takes memory in strides",
        runtime="java", namespace="auth", workload="keycloak", container="keycloak",
        stable=(
            counter("keycloak_logins", realm=("shop", "staff"), provider=("keycloak", "google"), client_id=("web", "app", "desk")),
            counter("keycloak_response_total", code=("200", "302", "400", "401"), method=("GET", "POST"))),
        growths=(Growth({"user": "uuid"}, (
            histogram("keycloak_request_duration", KEYCLOAK, 40, method=("GET", "PUT"), route="/admin/realms/shop/users/{user}"),)),),
        verdicts=LABEL, labels=("route",), paces=("slow",)),
    Kind(
        "hubble-pairs",
        after="cilium/cilium#31889, #23162",
        trap="only combinations of old values are new",
        runtime="go", namespace="kube-system", workload="cilium", container="cilium-agent",
        stable=(
            gauge("cilium_endpoint_state", 30, endpoint_state=("ready", "regenerating")),
            counter("cilium_drop_count_total", direction=("EGRESS", "INGRESS"), reason=("Policy denied", "Stale"))),
        growths=(Growth({"source": "pool-source", "destination": "pool-destination"}, (
            counter("hubble_flows_processed_total", destination="{destination}", protocol=("TCP", "UDP"), source="{source}",
                    subtype="to-endpoint", type="Trace", verdict=("FORWARDED", "DROPPED")),
            counter("hubble_tcp_flags_total", destination="{destination}", family="IPv4", flag=("SYN", "FIN"), source="{source}")),
            product=True),),
        verdicts=LABEL, labels=("source", "destination"), workload_kind="daemonset"),
    Kind(
        "fluentd-tag-and-path",
        after="fluent/fluent-plugin-prometheus#189",
        trap="two families, each with a label of its own; nothing tells the start",
        runtime="ruby", namespace="logging", workload="fluentd", container="fluentd",
        stable=(
            counter("fluentd_output_status_emit_records", plugin_id=("out_es", "out_s3"), type=("elasticsearch", "s3")),
            gauge("fluentd_output_status_buffer_queue_length", 2, plugin_id=("out_es", "out_s3"))),
        growths=(Growth({"pod": "pod"}, (
            counter("fluentd_input_status_num_records_total", tag="kubernetes.var.log.containers.{pod}_shop_app.log"),
            gauge("fluentd_tail_file_position", 400000, plugin_id="in_tail", type="tail", path="/var/log/containers/{pod}_shop_app.log"),
            gauge("fluentd_tail_file_inode", 5000000, plugin_id="in_tail", type="tail", path="/var/log/containers/{pod}_shop_app.log"))),),
        verdicts=LABEL, labels=("tag", "path"), workload_kind="daemonset"),
    Kind(
        "starlette-path",
        after="AKVorrat/dearmep#116",
        trap="scanners come in bursts, traffic does not tell when",
        runtime="python", namespace="web", workload="contact-api", container="api",
        stable=(
            gauge("starlette_requests_in_progress", 2, app_name=("contact",), method=("GET", "POST")),
            counter("starlette_requests_total", app_name=("contact",), method=("GET", "POST"), status_code=("200", "422"),
                    path=("/", "/topics", "/contacts", "/login"))),
        growths=(Growth({"probe": "probe"}, (
            histogram("starlette_request_duration_seconds", SECONDS, 0.004, app_name="contact", method="GET", path="{probe}",
                      status_code="404"),),
            patterns=("bursty",)),),
        verdicts=LABEL, labels=("path",)),
    Kind(
        "hydra-endpoint",
        after="ory/hydra#2502",
        trap="births follow traffic, lifetimes end each night",
        runtime="go", namespace="auth", workload="hydra", container="hydra",
        stable=(
            histogram("hydra_response_time_seconds", SECONDS, 0.02, endpoint=("/oauth2/token", "/oauth2/auth", "/health/ready")),),
        growths=(Growth({"probe": "probe", "id": "uuid"}, (
            counter("hydra_requests_total", code=("404", "301"), endpoint="/oauth2{probe}{id:.8}", method=("GET", "POST")),
            histogram("hydra_response_time_seconds", SECONDS, 0.003, endpoint="/oauth2{probe}{id:.8}")),
            patterns=("traffic",)),),
        verdicts=LABEL, labels=("endpoint",), restarts=("nightly",)),
    Kind(
        "authup-path",
        after="authup/authup#3253",
        trap="each scrape makes garbage that grows with the label, too",
        runtime="node", namespace="auth", workload="authup", container="server",
        stable=(
            histogram("http_request_duration_seconds", SECONDS, 0.03, method=("GET", "POST"), path=("/token", "/authorize", "/users"),
                      status_code=("200", "401")),),
        growths=(Growth({"id": "uuid"}, (
            histogram("http_request_duration_seconds", SECONDS, 0.03, method="GET", path="/users/{id}", status_code=("200", "404")),)),),
        verdicts=LABEL, labels=("path",)),
    Kind(
        "dotnet-host-canary",
        after="one version of a service, shape of prometheus-net/prometheus-net#229",
        trap="one replica of several grows, and only since the middle of the week",
        runtime="dotnet", namespace="shop", workload="link-preview", container="link-preview",
        stable=(
            counter("http_requests_received_total", code=("200", "404", "502"), method=("GET",), controller=("Preview", "Health")),),
        growths=(Growth({"host": "host"}, (
            counter("httpclient_requests_sent_total", method="GET", host="{host}", client="preview"),
            histogram("httpclient_request_duration_seconds", SECONDS, 0.3, method="GET", host="{host}", client="preview",
                      code=("200", "301")))),),
        verdicts=LABEL, labels=("host",), paces=("fast",), restarts=("none",), replicas=(3, 4), canary=True),
    Kind(
        "nginxlog-request",
        after="martin-helmich/prometheus-nginxlog-exporter#264",
        trap="log rotation drops page cache, like a collector would",
        runtime="go", namespace="web", workload="nginx-log-exporter", container="exporter",
        stable=(
            counter("nginx_parse_errors_total"),
            counter("nginx_http_response_count_total", host=("www.example.com",), method=("GET", "POST"), request=("/", "/search"),
                    status=("200", "304"))),
        growths=(Growth({"probe": "probe", "id": "uuid"}, (
            counter("nginx_http_response_count_total", host="www.example.com", method="GET", request="{probe}?q={id:.8}",
                    status=("200", "404")),
            counter("nginx_http_response_size_bytes", host="www.example.com", method="GET", request="{probe}?q={id:.8}",
                    status=("200", "404")))),),
        verdicts=LABEL, labels=("request",), page_cache=True),
    Kind(
        "summary-merchant",
        after="an own service with client_golang's summaries",
        trap="a price a hundred times a counter's: few births, much memory",
        runtime="go", namespace="payments", workload="settlement", container="settlement",
        stable=(
            counter("settlement_batches_total", outcome=("done", "retried", "failed")),),
        growths=(Growth({"merchant": "tenant"}, (
            summary("settlement_duration_seconds", (0.5, 0.9, 0.99), 0.8, merchant="{merchant}"),),
            patterns=("traffic", "even", "scheduled")),),
        verdicts=LABEL, labels=("merchant",)),
    Kind(
        "celery-hostname-purged",
        after="danihodovic/celery-exporter#263, #280",
        trap="about half of the values are removed again",
        runtime="python", namespace="jobs", workload="celery-exporter", container="exporter",
        stable=(
            gauge("celery_queue_length", 20, queue_name=("default", "mail", "reports")),
            gauge("celery_active_worker_count", 6, queue_name=("default", "mail", "reports"))),
        growths=(Growth({"pod": "pod"}, (
            counter("celery_task_received_total", hostname="celery@{pod}", name=("tasks.send", "tasks.render"),
                    queue_name=("default", "mail")),
            histogram("celery_task_runtime", SECONDS, 1.4, hostname="celery@{pod}", name=("tasks.send", "tasks.render"),
                      queue_name=("default", "mail")),
            gauge("celery_worker_up", 1.0, hostname="celery@{pod}")),
            patterns=("traffic", "scheduled"), hours_to_live=(2, 10), removed=0.5),),
        verdicts=LABEL, labels=("hostname",), replicas=(1,)),
    Kind(
        "waypoint-source-workload",
        after="istio/istio#24058, #58532",
        trap="a clock makes the births; the kernel ends the lifetimes",
        runtime="envoy", namespace="mesh", workload="waypoint", container="istio-proxy",
        stable=(
            counter("istio_requests_total", reporter=("waypoint",), source_workload=("web",), source_canonical_service=("web",),
                    destination_service_name=("cart", "orders", "stock"), response_code=("200", "404", "503"), response_flags=("-",),
                    connection_security_policy=("mutual_tls",)),),
        growths=(Growth({"epoch": "epoch"}, (
            counter("istio_requests_total", reporter="waypoint", source_workload="cache-warm-{epoch}",
                    source_canonical_service="cache-warm-{epoch}", destination_service_name=("cart", "orders", "stock"),
                    response_code=("200", "503"), response_flags="-", connection_security_policy="mutual_tls"),
            histogram("istio_request_duration_milliseconds", ISTIO, 12, reporter="waypoint", source_workload="cache-warm-{epoch}",
                      source_canonical_service="cache-warm-{epoch}", destination_service_name=("cart", "orders", "stock"),
                      response_code=("200", "503"))),
            patterns=("scheduled",)),),
        verdicts=LABEL, labels=("source_workload", "source_canonical_service"), paces=("fast",), restarts=("out-of-memory",)),
    Kind(
        "temporal-taskqueue",
        after="temporalio/temporal#9769",
        trap="one replica of several may be days old, another hours",
        runtime="go", namespace="temporal", workload="temporal-matching", container="temporal-matching",
        stable=(
            counter("service_requests", operation=("PollWorkflowTaskQueue", "AddActivityTask"), service_name=("matching",)),
            gauge("loaded_task_queue_count", 80, service_name=("matching",))),
        growths=(Growth({"id": "uuid"}, (
            counter("poll_success", namespace=("default", "orders"), service_name="matching",
                    taskqueue="/temporal-sys/worker-commands/{id}"),
            gauge("approximate_backlog_count", 1.0, namespace=("default", "orders"), service_name="matching",
                  taskqueue="/temporal-sys/worker-commands/{id}", task_type=("Workflow", "Activity")))),),
        verdicts=LABEL, labels=("taskqueue",)),
    Kind(
        "artifact-keeper-path",
        after="artifact-keeper/artifact-keeper#2220",
        trap="a small process without collector and without a start time",
        runtime="rust", namespace="build", workload="artifact-keeper", container="backend",
        stable=(
            counter("ak_http_requests_total", method=("GET", "PUT"), path=("/v2/", "/health", "/repository"), status=("200", "404")),),
        growths=(Growth({"probe": "probe", "digest": "digest"}, (
            counter("ak_http_requests_total", method="GET", path="{probe}{digest:.10}", status=("404", "401")),
            histogram("ak_http_request_duration_seconds", SECONDS, 0.002, method="GET", path="{probe}{digest:.10}")),
            patterns=("bursty", "even")),),
        verdicts=LABEL, labels=("path",)),
    Kind(
        "bazel-remote-handler",
        after="buchgr/bazel-remote#253",
        trap="every request is a new value: births and requests are the same clock",
        runtime="go", namespace="build", workload="bazel-remote", container="bazel-remote",
        stable=(
            gauge("bazel_remote_disk_cache_size_bytes", 40000000000.0),
            gauge("http_requests_inflight", 1, handler=("/status",))),
        growths=(Growth({"digest": "digest"}, (
            histogram("http_request_duration_seconds", SECONDS, 0.04, code=("200", "404"), handler="/cas/{digest}",
                      method=("GET", "PUT"), service=""),),
            patterns=("requests",)),),
        verdicts=LABEL, labels=("handler",)),
)
