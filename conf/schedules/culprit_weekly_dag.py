"""Airflow 3: Culprit every Monday, a task a job, on the seven days before the run's date.

Needs spark-submit on the workers, and a connection culprit_smtp for the password of the mail. Tasks run one after the other and
one DAG run at a time, as one job at a time may write the tables; a try again or a backfill looks at the same days.
"""

from __future__ import annotations

import os
import subprocess
from datetime import datetime, timedelta, timezone

from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from airflow.sdk import Connection, dag, get_current_context, task

# fmt: off
SPARK_SUBMIT = [
    "spark-submit", "--master", "yarn", "--deploy-mode", "client",
    "--driver-memory", "4g", "--executor-memory", "4g", "--executor-cores", "2", "--num-executors", "4",
]
# fmt: on
JAR = "/opt/culprit/lib/culprit-all.jar"
CONF = "/etc/culprit/culprit.conf"
MAIN_CLASSES = {
    "extract-memory": "dev.culprit.extract.memory.ExtractMemoryJob",
    "extract-series": "dev.culprit.extract.series.ExtractSeriesJob",
    "correlate": "dev.culprit.correlate.CorrelateJob",
    "report": "dev.culprit.report.ReportJob",
}
LABEL_NAMED = 3


def command(job: str, to: str) -> list[str]:
    """spark-submit's arguments for a job on the seven days before the date ``to``."""
    options = ["--conf", CONF, "--to", to]
    if job == "report":
        options.append("--fail-on-finding")
    return [*SPARK_SUBMIT, "--class", MAIN_CLASSES[job], JAR, *options]


def run(job: str) -> bool:
    """Runs a job; whether a label was named."""
    end = get_current_context()["data_interval_end"] or datetime.now(timezone.utc)
    environment = dict(os.environ)
    if job == "report":
        environment["SMTP_PASSWORD"] = Connection.get("culprit_smtp").password or ""
    to = end.astimezone(timezone.utc).date().isoformat()
    status = subprocess.run(command(job, to), env=environment, check=False).returncode
    if status == 2:
        raise AirflowFailException(f"{job}: bad arguments or configuration; no further try would mend that")
    if status not in (0, LABEL_NAMED):
        raise AirflowException(f"{job} ended with status {status}")
    return status == LABEL_NAMED


@dag(
    schedule="30 3 * * 1",
    start_date=datetime(2026, 11, 2, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=12),
    default_args={"retries": 2, "retry_delay": timedelta(minutes=15)},
)
def culprit_weekly():
    @task
    def extract_memory():
        run("extract-memory")

    @task
    def extract_series():
        run("extract-series")

    @task
    def correlate():
        run("correlate")

    @task
    def report() -> bool:
        return run("report")

    @task
    def label_is_named(named: bool):
        """Where whatever must follow hangs: a ticket, a page. Skipped in weeks without."""
        if not named:
            raise AirflowSkipException("no label is named")

    reported = report()
    extract_memory() >> extract_series() >> correlate() >> reported
    label_is_named(reported)


culprit_weekly()
