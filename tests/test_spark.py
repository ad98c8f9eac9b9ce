"""A Spark data frame gives the same rows as one machine: on a cluster of one master and two workers on loopback, one of which is killed in the middle."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman import spark
from dragoman.archive.contents import arrow, rows_of
from dragoman.archive.tables import CODED
from dragoman.coder import Coder
from dragoman.model import Article, Fault
from dragoman.reading.record import article_from
from dragoman.spark import ONLY_THERE, columns
from tests.archive.made import SENTENCES

ROOT = Path(__file__).parents[1]
MANY, PARTS = 96, 24

#: for programs that live for seconds: less is compiled, and less well
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"

#: seconds in which a busy machine must come to something
PATIENCE = 300
JAVA = shutil.which("java") or (Path(os.environ.get("JAVA_HOME", "")) / "bin" / "java").exists()
CI = bool(os.environ.get("CI") or os.environ.get("DRAGOMAN_ALL"))

needs_java = pytest.mark.skipif(not JAVA and not CI, reason="Spark needs Java 17, and there is no java here: install a JRE to run this test")


def records() -> list[dict[str, Any]]:
    """Articles enough for every table, one without text and one without id among them."""
    found: list[dict[str, Any]] = [
        {"id": f"n/{n}", "text": f"{' '.join(SENTENCES[: n % 5 + 1])} It was the {n}th report.", "published": f"2023-04-{n % 28 + 1:02}", "source": "The Volta Courier"} for n in range(MANY)
    ]
    found[7]["text"] = " "
    found[8]["id"] = None
    found[9]["published"] = "soon"
    return found


def rows_on_one_machine(coder: Coder, given: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """All rows by table, sorted, as an archive holds them."""
    read: list[Article | Fault] = [article_from(record, f"row {record['id']}", None, coder.knowledge.reading) for record in given]
    found: dict[str, list[Any]] = {name: [] for name in CODED}
    for one in coder.code_many(read):
        for name, rows in rows_of(one).items():
            found[name] += rows
    tables = {name: arrow(name, rows).drop_columns([column for column in ONLY_THERE if column in CODED[name].names]) for name, rows in found.items()}
    return {name: in_order(one) for name, one in tables.items()}


def in_order(one: pa.Table) -> list[dict[str, Any]]:
    return sorted(one.to_pylist(), key=lambda row: str(row["id"]))


def program(language: str, holding: str) -> str:
    """A block of docs/spark.md."""
    text = (ROOT / "docs" / "spark.md").read_text(encoding="utf-8")
    return next(block for block in re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE) if holding in block)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def waited(look: Callable[[], Any], seconds: float, what: str) -> Any:
    """What `look` gives as soon as it gives something."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} seconds in vain for {what}")


class Cluster:
    """A master and workers with a core each, all on loopback."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.master = f"spark://127.0.0.1:{self.port}"
        self.started: dict[str, subprocess.Popen[bytes]] = {}
        home = Path(__import__("pyspark").__file__).parent
        self.bin = home / "bin"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SPARK_")}, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_LOCAL_DIRS": str(folder / "local"), "SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": QUICK, "PYTHONPATH": str(ROOT / "src"),
        }  # fmt: skip

    def start(self, name: str, *command: str) -> None:
        log = (self.folder / f"{name}.log").open("wb")
        self.started[name] = subprocess.Popen(
            [self.bin / "spark-class", *command], env=self.environment, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def kill(self, name: str) -> None:
        """The worker and its executors, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.started[name].pid, signal.SIGKILL)
        self.started[name].wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        made.start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(made.port), "--webui-port", "0")
        for name in ("one", "two"):
            made.start(
                name, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "2g", "--webui-port", "0",
                "--work-dir", str(tmp_path / f"work-{name}"), made.master,
            )  # fmt: skip
        waited(lambda: made.log("master").count("Registering worker") == 2, PATIENCE, "the workers")
        yield made
    finally:
        for name in made.started:
            made.kill(name)


def told(address: str) -> Any:
    """What Spark tells of a running program, or None."""
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=5) as answer:
            return json.load(answer)
    except (OSError, ValueError):  # not up yet, or "Spark is starting up"
        return None


def busy_executor(site: str) -> str | None:
    """The number of an executor that has finished tasks and is at another."""
    programs = told(f"{site}/api/v1/applications") or []
    executors = told(f"{site}/api/v1/applications/{programs[0]['id']}/executors") if programs else None
    return next((one["id"] for one in executors or () if one["id"] != "driver" and one["completedTasks"] >= 2 and one["activeTasks"]), None)


#: asks the Python processes of the workers, at the end, how often they have loaded a coder and how often they used the one they had
LOADS = """
import json, os
from dragoman.spark import coder_of

def loads(batches):
    import pyarrow
    for batch in batches:
        seen = coder_of.cache_info()
        yield pyarrow.RecordBatch.from_pydict({"process": [os.getpid()], "loaded": [seen.misses], "used": [seen.hits]})

found = spark.range(4).repartition(4).mapInArrow(loads, "process long, loaded long, used long").collect()
open("loads.json", "w").write(json.dumps([row.asDict() for row in found]))
spark.stop()
"""


@needs_java
def test_a_cluster_gives_the_rows_of_one_machine_also_when_a_worker_dies(cluster: Cluster, tmp_path: Path, coder: Coder) -> None:
    given = records()
    pq.write_table(pa.Table.from_pylist(given), tmp_path / "articles.parquet")
    (tmp_path / "code_articles.py").write_text(program("py", "SparkSession").replace("spark.stop()", LOADS), encoding="utf-8")
    line = program("console", "spark-submit").removeprefix("$ ").strip()
    port = free_port()
    command = line.replace("spark://head.example:7077", cluster.master).replace("/opt/dragoman/bin/python", sys.executable).replace("/data/", f"{tmp_path}/").split()
    settings = {
        "spark.driver.host": "127.0.0.1", "spark.ui.port": str(port), "spark.driver.extraJavaOptions": QUICK, "spark.executor.extraJavaOptions": QUICK,
        "spark.driver.memory": "512m", "spark.sql.adaptive.enabled": "false",
    }  # fmt: skip
    submit = [str(cluster.bin / command[0]), *(word for name, value in settings.items() for word in ("--conf", f"{name}={value}"))]
    environment = {**cluster.environment, "PYSPARK_DRIVER_PYTHON": sys.executable}
    with (tmp_path / "submit.log").open("wb") as log:
        running = subprocess.Popen([*submit, *command[1:]], env=environment, cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    cluster.started["submit"] = running
    busy = waited(lambda: busy_executor(f"http://127.0.0.1:{port}"), PATIENCE, "an executor at work")
    dying = next(name for name in ("one", "two") if list((tmp_path / f"work-{name}").glob(f"app-*/{busy}")))
    cluster.kill(dying)
    assert running.wait(timeout=PATIENCE) == 0, cluster.log("submit")[-4000:]
    assert "Lost executor" in cluster.log("submit")
    expected = rows_on_one_machine(coder, given)
    assert {name: len(rows) for name, rows in expected.items()}["errors"] == 2
    assert all(expected.values())
    for name, rows in expected.items():
        coded = pq.read_table(tmp_path / "coded" / name)
        assert coded.schema.names == columns(name).names
        assert in_order(coded) == rows, name
    loads = json.loads((tmp_path / "loads.json").read_text())
    assert all(one["loaded"] == 1 for one in loads)
    assert max(one["used"] for one in loads) >= PARTS // 2 - 3


def test_the_coder_is_loaded_once_in_a_process(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []
    monkeypatch.setattr(spark, "load", lambda *given: loaded.append(given) or coder)
    spark.coder_of.cache_clear()
    batch = pa.RecordBatch.from_pylist([{"id": str(n), "text": SENTENCES[n % 5], "date": date(2023, 4, 6)} for n in range(70)])
    for _ in range(3):
        (found, *_) = spark._coded([batch.slice(0, 2)], "model", ("folder",), None)
        assert [row[0]["published"] for row in found.column("articles").to_pylist()] == [date(2023, 4, 6)] * 2
    assert loaded == [("model", ("folder",))]
    assert [one.num_rows for one in spark._coded([batch], "model", ("folder",), None)] == [32, 32, 6]
    spark.coder_of.cache_clear()


def test_what_a_frame_must_have() -> None:
    frame = SimpleNamespace(columns=["ID", "body"])
    with pytest.raises(ValueError, match="no column `text`; its columns are ID, body"):
        spark.code(frame)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="there is no table 'copies'; there are articles, errors"):
        spark.table(frame, "copies")  # type: ignore[arg-type]
