"""Kinds of incidents in which no label is to blame, though some label may grow."""

from description import Growth, Kind, Leak, counter, gauge, histogram, summary

SECONDS = (0.005, 0.025, 0.1, 0.5, 1, 5)
# What comes with each value is the application's: the label tells of it and does no more.
WITNESS = ("no-label", "insufficient-data", "watch")
KAFKA = ("record_send_total", "record_error_total", "buffer_available_bytes", "batch_size_avg", "request_latency_avg", "connection_count")
DOCKER = ("mem_usage", "mem_limit", "cpu_usage_percent", "net_rx_bytes", "net_tx_bytes")

INNOCENT = (
    Kind(
        "cortex-user",
        after="cortexproject/cortex#4194",
        trap="each tenant opens a database, and shows some series",
        runtime="go", namespace="metrics", workload="ingester", container="ingester",
        stable=(
            gauge("cortex_ingester_memory_users", 60),
            histogram("cortex_request_duration_seconds", SECONDS, 0.01, method=("gRPC",), route=("/cortex.Ingester/Push",))),
        growths=(Growth({"user": "tenant"}, (
            counter("cortex_ingester_memory_series_created_total", user="{user}"),
            counter("cortex_ingester_ingested_samples_total", user="{user}"),
            gauge("cortex_ingester_active_series", 600, user="{user}"),
            gauge("cortex_ingester_tsdb_head_chunks", 900, user="{user}")),
            patterns=("even", "traffic"), object_bytes=(400_000, 3_000_000), witnesses={"go_goroutines": 3, "process_open_fds": 2}),),
        verdicts=WITNESS, restarts=("none", "deploys"), workload_kind="statefulset"),
    Kind(
        "kafka-producer-client-id",
        after="spring-projects/spring-kafka#1934, eclipse-hono/hono#3017",
        trap="producers that are never closed: buffers and a thread each, with metrics by `client_id`",
        runtime="java", namespace="shop", workload="order-events", container="app",
        stable=(
            summary("http_server_requests_seconds", (), 1.0, method=("GET", "POST"), status=("200", "400"),
                    uri=("/orders", "/orders/{id}")),),
        growths=(Growth({"number": "number"}, tuple(
            gauge(f"kafka_producer_{name}", 900, client_id="producer-{number}", kafka_version="3.7.1") for name in KAFKA),
            patterns=("even", "bursty"), object_bytes=(150_000, 700_000), witnesses={"jvm_threads_live_threads": 1}),),
        verdicts=WITNESS),
    Kind(
        "rabbitmq-reply-queues",
        after="connext/monorepo#2181",
        trap="reply queues that nobody deletes; the scrape tells what each queue takes",
        runtime="erlang", namespace="messaging", workload="rabbitmq", container="rabbitmq",
        stable=(
            gauge("rabbitmq_connections", 40),
            counter("rabbitmq_global_messages_received_total", protocol=("amqp091",))),
        growths=(Growth({"queue": "reply"}, (
            gauge("rabbitmq_detailed_queue_messages", 1, vhost="/", queue="{queue}"),
            gauge("rabbitmq_detailed_queue_consumers", 1, vhost="/", queue="{queue}"),
            counter("rabbitmq_detailed_queue_process_reductions_total", vhost="/", queue="{queue}"),
            gauge("rabbitmq_detailed_queue_process_memory_bytes", 34000, vhost="/", queue="{queue}")),
            object_bytes=(52_000, 80_000), witnesses={"erlang_vm_process_count": 1}),),
        verdicts=WITNESS, workload_kind="statefulset", bystander=False),
    Kind(
        "telegraf-expiring",
        after="influxdata/telegraf#2016",
        trap="values expire and memory follows what lives; counters fall without a restart",
        runtime="go", namespace="monitoring", workload="telegraf", container="telegraf",
        stable=(
            counter("internal_agent_metrics_gathered", version=("1.31.0",)),),
        growths=(Growth({"pod": "pod", "id": "digest"}, tuple(
            gauge(f"docker_container_{name}", 7e6, container_name="{pod}", host="node-4", container_id="{id}") for name in DOCKER),
            per_day=(150, 900), hours_to_live=(1, 6)),),
        verdicts=("steady", "watch"), paces=("slow",), restarts=("none", "deploys"), bystander=False),
    Kind(
        "rails-dead-workers",
        after="prometheus/client_ruby#143",
        trap="`pid` grows, and what grows with it are the files of dead workers",
        runtime="ruby", namespace="web", workload="storefront", container="rails",
        stable=(
            counter("http_server_requests_total", method=("get", "post"), code=("200", "302", "404")),),
        growths=(Growth({"pid": "number"}, (
            gauge("ruby_process_resident_memory_bytes", 160000000.0, pid="{pid}"),
            gauge("ruby_gc_heap_live_slots", 900000, pid="{pid}")),
            patterns=("traffic", "even"), object_bytes=(300_000, 2_000_000)),),
        verdicts=("no-label", "insufficient-data"), leak=Leak(place="page cache"), bystander=False),
    Kind(
        "kafka-streams-rocksdb",
        after="apache/kafka#22378",
        trap="the heap is flat, the growth is outside of it",
        runtime="java", namespace="streams", workload="enricher", container="enricher",
        stable=(
            counter("kafka_stream_task_process_total",
                    task_id=tuple(f"0_{number}" for number in range(12))),
            gauge("kafka_stream_state_block_cache_usage", 40000000.0, store=("orders", "customers"))),
        verdicts=("no-label",), leak=Leak(driver="time", place="native")),
    Kind(
        "coredns-connections",
        after="coredns/coredns#6090",
        trap="goroutines and open files rise with the memory",
        runtime="go", namespace="kube-system", workload="coredns", container="coredns",
        stable=(
            counter("coredns_dns_requests_total", server=("dns://:53",), type=("A", "AAAA", "PTR", "SRV"), zone=(".", "cluster.local.")),
            histogram("coredns_forward_request_duration_seconds", SECONDS, 0.006, to=("10.0.0.2:53",), rcode=("NOERROR", "NXDOMAIN"))),
        verdicts=("no-label",), leak=Leak(witnesses={"go_goroutines": 9000, "process_open_fds": 9000})),
    Kind(
        "minio-leak-beside-bucket",
        after="minio/minio#19079, #20681",
        trap="a bucket's metrics cost what they cost: a small part of the growth",
        runtime="go", namespace="storage", workload="minio", container="minio",
        stable=(
            counter("minio_s3_requests_total", api=("getobject", "putobject", "listobjectsv2", "headobject")),
            gauge("minio_node_drive_used_bytes", 300000000000.0, drive=("/data1", "/data2"))),
        growths=(Growth({"bucket": "tenant"}, (
            gauge("minio_bucket_usage_total_bytes", 500000000.0, bucket="{bucket}"),
            counter("minio_bucket_requests_total", bucket="{bucket}", api=("putobject", "getobject")),
            counter("minio_bucket_traffic_sent_bytes", bucket="{bucket}")),
            share=(0.02, 0.08)),),
        verdicts=("no-label",), leak=Leak(driver="time"), workload_kind="statefulset"),
    Kind(
        "infinispan-warm-up",
        after="a cache that fills for days",
        trap="memory rises for two days, then stands",
        runtime="java", namespace="auth", workload="session-cache", container="infinispan",
        stable=(
            counter("vendor_cache_manager_sessions_statistics_stores_total", node=("a",), cache=("sessions", "tokens")),),
        verdicts=("steady",), leak=Leak(form="saturating"), restarts=("none",), days=(7,), fresh=True),
    Kind(
        "edge-traffic-only",
        after="istio/istio#52215",
        trap="memory follows traffic, which rises from Monday to Friday",
        runtime="envoy", namespace="edge", workload="edge-gateway", container="envoy",
        stable=(
            counter("envoy_cluster_upstream_rq_total", envoy_cluster_name=("cart", "orders", "stock", "web"),
                    envoy_response_code=("200", "404", "503")),),
        verdicts=("steady",), restarts=("none", "deploys"), days=(7,), shapes=("rising",)),
    Kind(
        "quarkus-cheap-label",
        after="a label that grows and costs nothing to speak of",
        trap="births without memory",
        runtime="java", namespace="shop", workload="pricing", container="pricing",
        stable=(
            histogram("http_server_requests_seconds", SECONDS, 0.01, method=("GET",), status=("200", "404"),
                      uri=("/prices", "/prices/{id}")),),
        growths=(Growth({"hash": "digest"}, (
            counter("price_list_activations_total", price_list="{hash:.12}"),),
            per_day=(8, 60), patterns=("even", "scheduled")),),
        verdicts=("steady", "watch")),
    Kind(
        "thanos-page-cache",
        after="google/cadvisor#3445, kubernetes/kubernetes#43916",
        trap="the working set has file pages in it; the process stands",
        runtime="go", namespace="monitoring", workload="thanos-store", container="store",
        stable=(
            summary("thanos_bucket_store_series_data_touched", (0.5, 0.9), 300, data_type=("chunks", "postings", "series")),
            gauge("thanos_bucket_store_blocks_loaded", 140)),
        verdicts=("no-label", "steady", "insufficient-data"), leak=Leak(place="page cache"), restarts=("none", "deploys"),
        workload_kind="statefulset"),
    Kind(
        "worker-backlog",
        after="consumers that lag by day and catch up by night",
        trap="memory follows the depth of a queue",
        runtime="dotnet", namespace="jobs", workload="mail-worker", container="worker",
        stable=(
            counter("worker_messages_processed_total", queue=("mail", "sms"), outcome=("sent", "bounced")),),
        verdicts=("steady",), leak=Leak(form="backlog", witnesses={"worker_queue_depth": 4000}), restarts=("none", "deploys"),
        days=(5, 6, 7), shapes=("diurnal", "office")),
)
