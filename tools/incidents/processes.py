"""What a process shows of itself, in the manner of its runtime: (name, type, labels, value) each."""


def own_metrics(runtime, state):
    """`state` has resident, heap, start, seconds (since the start), load, chance (0 to 1), and witnesses: what a leak adds to gauges."""
    shown = SHOWN[runtime](state)
    names = {name for name, *_ in shown}
    return shown + [gauge(name, int(value)) for name, value in state["witnesses"].items() if name not in names]


def common(state):
    return [("process_cpu_seconds_total", "counter", "", round(state["seconds"] * 0.05, 2)),
            gauge("process_resident_memory_bytes", int(state["resident"])),
            counted("process_open_fds", state, 14, 30),
            start(state)]


def gauge(name, value, labels=""):
    return name, "gauge", labels, value


def counted(name, state, least, by_load):
    """A number of things that rises with the load, and with what leaks."""
    return gauge(name, int(least + by_load * state["load"] + state["witnesses"].get(name, 0)))


def start(state):
    return gauge("process_start_time_seconds", state["start"])


def go(state):
    return [counted("go_goroutines", state, 40, 60),
            gauge("go_info", 1, 'version="go1.22.7"'),
            gauge("go_memstats_alloc_bytes", int(state["heap"] * (0.62 + 0.3 * state["chance"]))),
            gauge("go_memstats_heap_inuse_bytes", int(state["heap"] * 0.97)),
            gauge("go_memstats_heap_sys_bytes", int(state["heap"] * 1.12)),
            gauge("go_threads", 12)] + common(state)


def java(state):
    heap = state["heap"]
    return [gauge("jvm_memory_used_bytes", int(heap * 0.3 * state["chance"]), 'area="heap",id="G1 Eden Space"'),
            gauge("jvm_memory_used_bytes", int(heap * 0.62), 'area="heap",id="G1 Old Gen"'),
            gauge("jvm_memory_used_bytes", 96_000_000 + int(state["seconds"] ** 0.5 * 900), 'area="nonheap",id="Metaspace"'),
            gauge("jvm_memory_committed_bytes", int(heap // 1_048_576 * 1_048_576), 'area="heap",id="G1 Old Gen"'),
            gauge("jvm_buffer_memory_used_bytes", 8_400_000, 'id="direct"'),
            counted("jvm_threads_live_threads", state, 38, 10),
            gauge("process_uptime_seconds", round(state["seconds"], 3)),
            start(state)]


def node(state):
    return [gauge("nodejs_heap_size_used_bytes", int(state["heap"] * (0.7 + 0.2 * state["chance"]))),
            gauge("nodejs_heap_size_total_bytes", int(state["heap"])),
            gauge("nodejs_external_memory_bytes", 3_400_000),
            counted("nodejs_active_handles_total", state, 8, 25),
            gauge("nodejs_eventloop_lag_seconds", round(0.001 + 0.01 * state["chance"], 6))] + common(state)


def dotnet(state):
    return [gauge("dotnet_total_memory_bytes", int(state["heap"] * (0.75 + 0.2 * state["chance"]))),
            ("dotnet_collection_count_total", "counter", 'generation="2"', int(state["seconds"] / 9000)),
            gauge("process_private_memory_bytes", int(state["resident"] * 1.4)),
            gauge("process_working_set_bytes", int(state["resident"])),
            counted("process_num_threads", state, 24, 8),
            start(state)]


def python(state):
    return [("python_gc_objects_collected_total", "counter", 'generation="0"', int(state["seconds"] * 1.3)),
            gauge("python_info", 1, 'implementation="CPython",major="3",minor="11",version="3.11.9"')] + common(state)


def envoy(state):
    return [gauge("envoy_server_memory_allocated", int(state["heap"] * 0.92)),
            gauge("envoy_server_memory_heap_size", int(state["heap"])),
            counted("envoy_server_total_connections", state, 0, 40),
            gauge("envoy_server_uptime", int(state["seconds"]))]


def rust(state):
    return common(state)[1:3]


def ruby(state):
    """Ruby's client has nothing of the process."""
    return []


def erlang(state):
    return [counted("erlang_vm_process_count", state, 420, 0),
            gauge("erlang_vm_memory_bytes_total", int(state["heap"] * 0.6), 'kind="processes"'),
            gauge("rabbitmq_process_resident_memory_bytes", int(state["resident"])),
            gauge("erlang_uptime_seconds", round(state["seconds"], 3))]


SHOWN = {"go": go, "java": java, "node": node, "dotnet": dotnet, "python": python, "envoy": envoy, "rust": rust, "ruby": ruby,
         "erlang": erlang}
