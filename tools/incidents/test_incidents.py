"""python3 -m unittest, in this folder: what every incident must keep, whatever chance draws."""

import filecmp
import json
import re
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

from guilty import GUILTY
from incident import write_incident
from innocent import INNOCENT

KINDS = {kind.name: kind for kind in GUILTY + INNOCENT}
SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[^}]*\})? (\S+)")


def bodies(archive):
    """(pod, body) in the order of the archive."""
    unpacked = subprocess.run(["zstd", "-dcq", "--long=27", str(archive)], capture_output=True, check=True).stdout
    with tempfile.TemporaryFile() as file:
        file.write(unpacked)
        file.seek(0)
        with tarfile.open(fileobj=file) as tar:
            for member in tar:
                yield member.name.split("/")[1], tar.extractfile(member).read().decode()


class IncidentsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_the_same_seed_writes_the_same_bytes(self):
        for name in ("summary-merchant", "telegraf-expiring", "worker-backlog"):
            truths = [write_incident(self.folder / run / name, KINDS[name], 11) for run in ("first", "second")]
            self.assertEqual(json.dumps(truths[0]), json.dumps(truths[1]))
            first, second = self.folder / "first" / name, self.folder / "second" / name
            files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
            self.assertEqual(files, sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file()))
            self.assertEqual(filecmp.cmpfiles(first, second, files, shallow=False)[1:], ([], []))

    def test_another_seed_draws_anew(self):
        truths = [write_incident(self.folder / str(seed), KINDS["summary-merchant"], seed) for seed in (11, 12)]
        self.assertNotEqual(truths[0]["bytes"], truths[1]["bytes"])

    def test_bodies_can_be_read_and_counters_fall_only_with_a_restart(self):
        for name in ("hydra-endpoint", "starlette-path", "coredns-connections"):
            write_incident(self.folder / name, KINDS[name], 11)
            before = {}
            for pod, body in bodies(self.folder / name / "scrapes-prod.tar.zst"):
                types = re.findall(r"^# TYPE (\S+) (\S+)$", body, re.MULTILINE)
                self.assertEqual(len(types), len(dict(types)), f"a family of {name} stands twice")
                samples = {}
                for line in body.splitlines():
                    if not line.startswith("#"):
                        match = SAMPLE.fullmatch(line)
                        self.assertTrue(match, line)
                        self.assertNotIn((match[1], match[2]), samples, line)
                        samples[match[1], match[2]] = float(match[3])
                start = samples["process_start_time_seconds", None]
                for (metric, labels), value in samples.items():
                    if metric.endswith(("_total", "_count", "_bucket")):
                        self.assertGreaterEqual(value, before.get((pod, start, metric, labels), 0), f"{metric}{labels}")
                        before[pod, start, metric, labels] = value

    def test_kinds_are_named_once_and_more_than_half_are_guilty(self):
        self.assertEqual(len(KINDS), len(GUILTY) + len(INNOCENT))
        self.assertGreater(len(GUILTY), len(INNOCENT))
        for kind in KINDS.values():
            self.assertEqual(kind.guilty, kind.verdicts == ("label",), kind.name)
            grown = {label for growth in kind.growths for family in growth.families for label in family.labels}
            self.assertLessEqual(set(kind.labels), grown, kind.name)


if __name__ == "__main__":
    unittest.main()
