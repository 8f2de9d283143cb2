"""Writes what the tool reads: a tar of scrapes, the files of a CloudWatch metric stream, and the configuration."""

import gzip
import io
import json
import subprocess
import tarfile
from datetime import datetime, timezone
from pathlib import Path

from births import MONDAY

WRITTEN = MONDAY + 11 * 86_400


class Scrapes:
    """scrapes-ENVIRONMENT.tar.zst, one member a scrape."""

    def __init__(self, folder, environment):
        # The long window finds a body's lines again in the scrape before it.
        self.packer = subprocess.Popen(["zstd", "-q", "-f", "-3", "--long=27", "-T1", "-o", str(folder / f"scrapes-{environment}.tar.zst")],
                                       stdin=subprocess.PIPE)
        self.tar = tarfile.open(fileobj=self.packer.stdin, mode="w|", format=tarfile.USTAR_FORMAT, bufsize=1 << 20)

    def add(self, namespace, pod, container, moment, body):
        time = datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%dT%H-%M-%SZ")
        member = tarfile.TarInfo(f"namespace={namespace}/pod={pod}/container={container}/{time}.prom")
        member.size, member.mtime = len(body), WRITTEN
        self.tar.addfile(member, io.BytesIO(body))

    def close(self):
        self.tar.close()
        self.packer.stdin.close()
        if self.packer.wait():
            raise RuntimeError(f"zstd ended with status {self.packer.returncode}")


def write_memory(folder, environment, namespace, workload, container, limit, readings):
    """Files of six hours. `readings` are (moment, pod, bytes); what is sent is the share of the limit, and the limit."""
    files = {}
    for moment, pod, used in sorted(readings):
        time = datetime.fromtimestamp(moment, timezone.utc)
        hour = time.hour // 6 * 6
        path = folder / "memory" / environment / f"{time:%Y/%m/%d}/{hour:02}/container-insights-1-{time:%Y-%m-%d}-{hour:02}.gz"
        dimensions = {"ClusterName": f"eks-{environment}", "ContainerName": container, "FullPodName": pod, "Namespace": namespace,
                      "PodName": workload}
        percent = ("container_memory_utilization_over_container_limit", round(100 * used / limit, 6), "Percent")
        for name, value, unit in (percent, ("container_memory_limit", float(limit), "Bytes")):
            files.setdefault(path, []).append(json.dumps({
                "metric_stream_name": "container-insights", "account_id": "111111111111", "region": "us-west-2",
                "namespace": "ContainerInsights", "metric_name": name, "dimensions": dimensions, "timestamp": int(moment) * 1000,
                "value": {"max": value, "min": value, "sum": value, "count": 1.0}, "unit": unit}, separators=(",", ":")))
    for path, lines in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 6, mtime=0))


def write_configuration(folder, environments):
    blocks = "".join(f"""    {{ name = {name}
      memory {{ source = metric-stream, path = "memory/{name}" }}
      scrapes {{ path = "scrapes-{name}.tar.zst", pattern = "namespace={{namespace}}/pod={{pod}}/container={{container}}/{{time}}.prom" }}
    }}
""" for name in environments)
    Path(folder / "my.conf").write_text(
        f'culprit {{\n  warehouse = "warehouse"\n  environments = [\n{blocks}  ]\n  report {{ output = "report" }}\n}}\n')
