"""The pods of an environment: their names, when they start and end, and when their container is restarted."""

from dataclasses import dataclass

from births import DAY, MONDAY


@dataclass
class Pod:
    name: str
    generation: int          # of how many deploys it is the result
    start: float
    end: float
    restarts: tuple = ()


def draw_pods(random, kind, drawn, replicas, values):
    first, last = MONDAY, MONDAY + drawn.days * DAY
    plan = "none" if drawn.restarts == "out-of-memory" else drawn.restarts
    hour, same_name = random.randint(0, 5), random.random() < 0.5
    nights = [first + day * DAY + hour * 3600 for day in range(drawn.days)] if plan == "nightly" else []
    deploys = []
    if kind.canary:
        deploys = [first + random.uniform(0.35, 0.6) * drawn.days * DAY]
    elif plan == "deploys":
        deploys = [first + random.uniform(0.3, 0.5) * drawn.days * DAY]
        deploys += [deploys[0] + random.uniform(0.3, 0.4) * drawn.days * DAY] if random.random() < 0.4 else []
    elif plan == "nightly" and not same_name:
        deploys, nights = nights, []
    # What began before the period has an age; what is restarted each night is a day old at most.
    age = DAY - hour * 3600 if plan == "nightly" else drawn.age_days * DAY
    edges = [first - max(age, 600)] + deploys + [last]
    hashes = [values.text(9) for _ in edges]
    pods = []
    for replica in range(replicas):
        stays = kind.canary and replica > 0
        spans = [(edges[0], last)] if stays or kind.workload_kind != "deployment" else list(zip(edges, edges[1:]))
        if kind.workload_kind != "deployment":
            nights = sorted(nights + [edge for edge in deploys if edge not in nights])
        name = stable_name(kind, replica, values)
        for generation, (start, end) in enumerate(spans):
            start += random.uniform(0, 120) + 40 * replica
            restarts = tuple(night + random.uniform(0, 90) + 40 * replica for night in nights if start + 600 < night < end - 600)
            pods.append(Pod(name or f"{kind.workload}-{hashes[generation]}-{values.text(5)}", generation, start, end, restarts))
    if drawn.late_pod and replicas > 1:
        # An autoscaler adds one in the last hours.
        start = last - random.uniform(1.2, 3.5) * 3600
        pods.append(Pod(f"{kind.workload}-{hashes[len(edges) - 2]}-{values.text(5)}", len(edges) - 2, start, last))
    return pods


def stable_name(kind, replica, values):
    if kind.workload_kind == "statefulset":
        return f"{kind.workload}-{replica}"
    return f"{kind.workload}-{values.text(5)}" if kind.workload_kind == "daemonset" else None
