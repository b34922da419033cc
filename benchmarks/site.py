"""Published pages per second of processor time, next to nginx with the same folder.

Processor time, not time on the wall: other programs on the machine then hardly count. Server and
load each have a core of their own, and the two servers take turns.
"""

import getpass
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.running import Hub, core, free_port, processor_seconds, program, running
from benchmarks.table import Row
from upstander.web.site import PERMISSIONS, SECURITY, SHORT

RUNS, SECONDS, CONNECTIONS = 5, 3, 32
AIM = 0.5
"""Of nginx's requests per second."""

NGINX = """
user {user}; daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  types {{ text/html html; }}
  charset utf-8; access_log off; sendfile on; tcp_nopush on; gzip_static on;
  keepalive_requests 100000000; open_file_cache max=1000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {root}; {headers} }}
}}
"""


def measure(hub: Hub) -> Iterator[Row]:
    """Yields a row for the home page and for the longest page, both as gzip."""
    wrk, nginx = program("wrk", "wrk"), program("nginx", "nginx-light")
    pages = sorted((hub.folder / "en").rglob("index.html"), key=lambda page: page.stat().st_size)
    longest = pages[-1].parent.relative_to(hub.folder).as_posix()
    with TemporaryDirectory() as folder:
        port = free_port()
        config = Path(folder, "nginx.conf")
        config.write_text(_config(folder, port, hub.folder))
        command = [*core(0), nginx, "-e", f"{folder}/error.log", "-c", str(config)]
        with running(command, port) as pid:
            for name, path in (
                ("home page", "/en/"),
                (f"/{longest}/, the longest", f"/{longest}/"),
            ):
                ours, theirs = [], []
                for _run in range(RUNS):
                    theirs.append(_rate(wrk, f"http://127.0.0.1:{port}{path}", pid))
                    ours.append(_rate(wrk, f"http://127.0.0.1:{hub.port}{path}", hub.pid))
                ratio = median(ours) / median(theirs)
                yield Row(
                    f"{name}: requests per second of one core",
                    f"{median(ours):,.0f}",
                    f"nginx {median(theirs):,.0f}: ratio {ratio:.2f}",
                    f"ratio {AIM}",
                    ratio >= AIM,
                )


def _config(folder: str, port: int, root: Path) -> str:
    headers = [*SECURITY, PERMISSIONS, ("Cache-Control", SHORT), ("Vary", "Accept-Encoding")]
    lines = " ".join(f'add_header {name} "{value}";' for name, value in headers)
    user = getpass.getuser()
    return NGINX.format(user=user, folder=folder, port=port, root=root, headers=lines)


def _rate(wrk: str, address: str, server: int) -> float:
    """Returns how many requests a server answers in a second of processor time.

    Raises:
        RuntimeError: an answer was not a page, or none came.
    """
    load = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}", "-H", "Accept-Encoding: gzip", address]
    before = processor_seconds(server)
    printed = subprocess.run([*core(1), *load], capture_output=True, text=True, check=True).stdout
    used = processor_seconds(server) - before
    found = re.search(r"(\d+) requests in", printed)
    if found is None or "Non-2xx" in printed or "Socket errors" in printed:
        raise RuntimeError(f"{address} failed under load:\n{printed}")
    return int(found[1]) / used
