"""The real `scrapy crawl news` on the hostile site, and what it did: requests, lines, log, memory, time."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hostile_server import serving
from hostile_site import SPELLINGS, HostileSite, own_certificate
from loopback import ROOT

# What takes seconds of waiting or megabytes of sending by default; the default is held by a test of its own.
SHORT = {
    "DOWNLOAD_TIMEOUT": "3",
    "NEWSBOT_MAX_SOURCE_MB": "10",
    "NEWSBOT_MAX_PATTERN_PAGES": "50",
    "NEWSBOT_WORKERS": "2",
    "AUTOTHROTTLE_ENABLED": "False",  # the server is ours
}
# Everything that guards, as far as a setting can switch it off.
UNGUARDED = {
    "DOWNLOAD_HANDLERS": json.dumps(
        dict.fromkeys(("http", "https"), "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler")
    ),
    "DOWNLOADER_MIDDLEWARES": "{}",
    "DOWNLOAD_VERIFY_CERTIFICATES": "False",
    "DOWNLOAD_MAXSIZE": "200000000",
    "DOWNLOAD_TIMEOUT": "8",
    "REDIRECT_MAX_TIMES": "20",
    "COOKIES_ENABLED": "True",
    "NEWSBOT_MAX_SOURCE_MB": "200",
    "NEWSBOT_MAX_PATTERN_PAGES": "100000",
    "NEWSBOT_MAX_SITEMAP_INDEXES": "100000",
}
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_LOOK_S = 0.05


@dataclass
class Outcome:
    """What came of a crawl; `listening` are ports that it opened, `left` processes that outlived it."""

    site: HostileSite
    lines: list[dict[str, Any]]
    raw: bytes
    log: bytes
    stats: dict[str, Any]
    code: int
    seconds: float
    peak_mb: float
    listening: set[int]
    left: set[int]
    files: list[Path]
    folder: Path

    @property
    def urls(self) -> list[str]:
        """The addresses of all lines."""
        return [line["url"] for line in self.lines]

    def line(self, name: str) -> dict[str, Any]:
        """The line of the article of the main site with this name."""
        return next(line for line in self.lines if line["url"].endswith(f"/2026/11/{name}"))

    def asked(self, name: str) -> int:
        """How often a page of the main site was asked for."""
        return self.site.main.paths.count(f"/2026/11/{name}")


def crawl(folder: Path, settings: dict[str, str]) -> Outcome:
    """Crawl all hosts at once with these settings beside the short ones."""
    site = HostileSite()
    with serving(site.hosts, {site.secret.address: own_certificate(folder)}):
        site.build()
        names = [site.main, site.maze, *site.robots.values(), site.secret]
        out, log = folder / "out.jsonl", folder / "log"
        spelled = ",".join(f"{host}:{site.inside.port}" for host in SPELLINGS)
        options = SHORT | {"NEWSBOT_OTHER_HOSTS": spelled} | settings
        arguments = [part for name, value in options.items() for part in ("-s", f"{name}={value}")]
        addresses = ",".join(host.origin + "/" for host in names)
        command = [sys.executable, "-m", "scrapy", "crawl", "news"]
        started = time.monotonic()
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command, "-O", str(out), "-a", f"site={addresses}", *arguments],
                cwd=ROOT,
                env={
                    **os.environ,
                    "NEWSBOT_STATE": f"sqlite:///{folder}/state.db",
                    "NEWSBOT_DATA": str(folder / "data"),
                    "PYTHONPATH": f"{ROOT}:{Path(__file__).parent}",
                    "SCRAPY_SETTINGS_MODULE": "newsbot.settings",
                },
                stdout=output,
                stderr=output,
            )
            peak, listening, seen, sockets = 0.0, set(), set(), set()
            while process.poll() is None:
                tree = _tree(process.pid)
                seen |= set(tree)
                peak = max(peak, sum(map(_resident_mb, tree)))
                before, sockets = sockets, _sockets(process.pid)
                # The kernel takes long to list the ports of a machine.
                if sockets - before:
                    listening |= _listening(process.pid, sockets)
                time.sleep(_LOOK_S)
                if time.monotonic() - started > 540:
                    process.kill()
        seconds = time.monotonic() - started
    raw = out.read_bytes() if out.exists() else b""
    said = log.read_bytes()
    return Outcome(
        site,
        [json.loads(line) for line in raw.splitlines()],
        raw,
        said,
        _stats(said),
        process.returncode,
        seconds,
        peak,
        listening,
        {pid for pid in seen if _is_alive(pid)},
        [path for path in folder.rglob("*") if path.is_file()],
        folder,
    )


def _stats(log: bytes) -> dict[str, Any]:
    """newsbot's stats, as Scrapy prints them at the end."""
    text = log.decode("utf-8", "replace")
    found = {}
    for line in text.rpartition("Dumping Scrapy stats:")[2].splitlines():
        name, _, value = line.strip(" {},").partition("': ")
        if name.startswith("'newsbot/") and value.isdigit():
            found[name.removeprefix("'newsbot/")] = int(value)
    return found


def _tree(pid: int) -> list[int]:
    """A process and all below it (Linux)."""
    found = [pid]
    for process in found:
        try:
            found += map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())
        except OSError:
            continue
    return found


def _resident_mb(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES / 1e6
    except (OSError, IndexError):
        return 0.0


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def _sockets(pid: int) -> set[str]:
    """What a process has open: its sockets, by their numbers, and the rest (Linux)."""
    try:
        return {os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir()}
    except OSError:
        return set()


def _listening(pid: int, sockets: set[str]) -> set[int]:
    """The ports on which a process listens with these sockets (Linux)."""
    try:
        tables = [Path(f"/proc/{pid}/net/{name}").read_text() for name in ("tcp", "tcp6")]
    except OSError:
        return set()
    rows = [line.split() for table in tables for line in table.splitlines()]
    return {int(row[1].rpartition(":")[2], 16) for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets}
