"""The systemd units are valid, and match the documentation."""

import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
PROGRAM = "/srv/newsbot/.venv/bin/scrapy"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("name", ["newsbot.service", "newsbot-once.service", "newsbot-once.timer"])
def test_systemd_takes_the_unit(name: str, tmp_path: Path) -> None:
    for unit in DEPLOY.glob("newsbot*"):
        # It asks for the program, which is not installed there.
        (tmp_path / unit.name).write_text(unit.read_text().replace(PROGRAM, "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / name)], capture_output=True, text=True, check=False, timeout=60
    )
    said = [line for line in done.stderr.splitlines() if name.partition(".")[0] in line]
    assert (done.returncode, said) == (0, [])


def test_the_units_start_what_a_user_would() -> None:
    commands = [
        line for unit in DEPLOY.glob("*.service") for line in unit.read_text().splitlines() if "ExecStart" in line
    ]
    assert sorted(commands) == [
        f"ExecStart={PROGRAM} watch -a sites=sites.toml",
        f"ExecStart={PROGRAM} watch -a sites=sites.toml --once",
    ]
