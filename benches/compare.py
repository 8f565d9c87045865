#!/usr/bin/env python3
"""The server beside nginx and beside the least that hyper can do, with the same bytes.

    cargo build --release --bin career-guide --example bare_hyper
    python3 benches/compare.py [seconds of one round] [rounds]

It installs nothing. It needs Linux with two cores, python3, nginx and wrk, and for the brotli row
the brotli_static module of nginx (Debian: nginx-light, libnginx-mod-http-brotli-static, wrk).

Each server has one worker on core 0, the load comes from core 1 over kept connections, and the
rounds of the three take turns, so that a noisy machine is noisy for all of them. Counted is the
CPU time of the server alone (user and system, from /proc), for each request: on a machine with
other work the wall clock says little. The figures are medians of the rounds, and the ratios are
medians of the ratios within a round.
"""

import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 2
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 7
GUIDE, BARE, NGINX = "127.0.0.1:3211", "127.0.0.1:3212", "127.0.0.1:3213"
TICK = os.sysconf("SC_CLK_TCK")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODULES = "/usr/lib/nginx/modules/"
BROTLI = os.path.exists(MODULES + "ngx_http_brotli_static_module.so")
GZIP_ALL, BR_ALL = {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "gzip, deflate, br, zstd"}

for tool in ("nginx", "wrk", "taskset"):
    if not (shutil.which(tool) or os.path.exists(f"/usr/sbin/{tool}")):
        sys.exit(f"{tool} is not here; see the top of this file")


def ask(address, path, headers):
    request = urllib.request.Request(f"http://{address}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def start(command, address, **more):
    process = subprocess.Popen(["taskset", "-c", "0", *command], stdout=subprocess.DEVNULL, **more)
    for _ in range(200):
        try:
            ask(address, "/health/live", {})
            return process
        except urllib.error.URLError:
            time.sleep(0.05)
    sys.exit(f"{command[0]} does not answer")


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


def cpu(pids):
    """CPU seconds of some processes so far."""
    total = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICK


def load(address, path, headers, seconds):
    """Requests answered, and the errors among them as wrk sees them."""
    command = ["taskset", "-c", "1", "wrk", "-t1", "-c32", f"-d{seconds}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    text = subprocess.run([*command, f"http://{address}{path}"], capture_output=True, text=True)
    found = re.search(r"(\d+) requests in", text.stdout)
    return int(found[1]) if found else sys.exit(text.stdout + text.stderr)


def write(folder, name, data):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


def config(folder, heads):
    """nginx with what its handbook says makes it fast, and the heads of the guide."""
    same = "\n".join(f'add_header {name} "{value}" always;' for name, value in heads)
    brotli = f"load_module {MODULES}ngx_http_brotli_static_module.so;" if BROTLI else ""
    return f"""
{brotli}
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log /dev/null crit;
events {{ worker_connections 20000; multi_accept on; }}
http {{
  types {{ text/html html; }}
  charset utf-8; access_log off; server_tokens off; etag on;
  sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000;
  open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s; open_file_cache_errors on;
  gzip_static on; gzip_vary on; {"brotli_static on;" if BROTLI else ""}
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{
    listen {NGINX} backlog=4096; root {folder}/www; error_page 404 /missing.html;
    {same}
    location / {{ }}
  }}
}}
"""


def main():
    folder = tempfile.mkdtemp()
    os.chmod(folder, 0o755)
    os.mkdir(f"{folder}/www")
    program = f"{ROOT}/target/release/career-guide"
    guide = start([program, "serve", "--address", GUIDE], GUIDE)
    small, large = "/about", "/jobs"
    pages = {"small": small, "large": large, "missing": "/nothing-like-any-page"}
    for name, path in pages.items():
        status, heads, page = ask(GUIDE, path, {})
        write(f"{folder}/www", f"{name}.html", page)
        # What does not shrink is not compressed, here as there.
        write(f"{folder}/www", f"{name}.html.gz", ask(GUIDE, path, GZIP_ALL)[2])
        write(f"{folder}/www", f"{name}.html.br", ask(GUIDE, path, {"Accept-Encoding": "br"})[2])
        print(f"{name}: {path}, {status}, {len(page)} bytes")
    own = {"etag", "content-type", "content-length", "date", "vary", "connection"}
    heads = [(k, v) for k, v in ask(GUIDE, small, {})[1].items() if k.lower() not in own]
    write(folder, "nginx.conf", config(folder, heads).encode())
    # As root nginx would give its worker to somebody who may not read our folder.
    command = ["nginx", "-c", f"{folder}/nginx.conf", "-p", folder]
    if os.getuid() == 0:
        command += ["-g", "user root;"]
    nginx = start(command, NGINX, stderr=subprocess.DEVNULL)
    etag = ask(GUIDE, small, BR_ALL)[1]["etag"]
    theirs = ask(NGINX, "/small.html", BR_ALL)[1]["etag"]
    # row: (path here, path at nginx, headers here, headers at nginx)
    rows = {
        "small, identity": (small, "/small.html", {}, {}),
        "small, gzip": (small, "/small.html", GZIP_ALL, GZIP_ALL),
        "small, brotli": (small, "/small.html", BR_ALL, BR_ALL),
        "304": (
            small, "/small.html",
            {**BR_ALL, "If-None-Match": etag}, {**BR_ALL, "If-None-Match": theirs},
        ),
        "404": (pages["missing"], "/missing", {}, {}),
        "large, identity": (large, "/large.html", {}, {}),
    }
    if not BROTLI:
        del rows["small, brotli"]
    names = {row: f"row{place}" for place, row in enumerate(rows)}
    questions = [
        ";".join([f"{names[row]}={path}", *(f"{k}: {v}" for k, v in headers.items())])
        for row, (path, _, headers, _) in rows.items()
    ]
    bare = start([f"{ROOT}/target/release/examples/bare_hyper", GUIDE, BARE, *questions], BARE)
    targets = {
        "guide": (GUIDE, [guide.pid]),
        "hyper": (BARE, [bare.pid]),
        "nginx": (NGINX, children(nginx.pid)),
    }
    try:
        compare(rows, names, targets)
    finally:
        for process in (guide, bare, nginx):
            process.terminate()
        shutil.rmtree(folder, ignore_errors=True)


def compare(rows, names, targets):
    print(f"\n{'':<18}" + "".join(f"{name:>8}" for name in targets)
          + "   µs of CPU a request;  guide : nginx  guide : hyper (requests a CPU second)")
    ratios = []
    for row, (path, nginx_path, headers, nginx_headers) in rows.items():
        asked = {
            "guide": (path, headers),
            "hyper": (f"/{names[row]}", headers),
            "nginx": (nginx_path, nginx_headers),
        }
        answers = {name: ask(targets[name][0], *asked[name]) for name in targets}
        lengths = {name: (answer[0], len(answer[2])) for name, answer in answers.items()}
        if len(set(lengths.values())) > 1:
            print(f"{row}: not the same answers: {lengths}")
        costs = {name: [] for name in targets}
        for turn in range(ROUNDS):
            for name in list(targets)[turn % 3:] + list(targets)[:turn % 3]:
                address, pids = targets[name]
                before = cpu(pids)
                done = load(address, *asked[name], SECONDS)
                costs[name].append((cpu(pids) - before) / done * 1e6)
        middle = {name: statistics.median(cost) for name, cost in costs.items()}
        # Each turn by itself: what slows the machine down for a while slows down all three.
        to_nginx, to_hyper = (
            statistics.median(a / b for a, b in zip(costs[name], costs["guide"]))
            for name in ("nginx", "hyper")
        )
        ratios.append((row, to_nginx, to_hyper))
        print(f"{row:<18}" + "".join(f"{middle[name]:>8.2f}" for name in targets)
              + f"{'':<24}{to_nginx:>13.2f}{to_hyper:>15.2f}", flush=True)
    small = [it for it in ratios if not it[0].startswith("large")]
    for place, name in ((1, "nginx"), (2, "hyper")):
        mean = math.exp(statistics.fmean(math.log(it[place]) for it in small))
        print(f"geometric mean of the small ones, guide : {name}: {mean:.2f}")


main()
