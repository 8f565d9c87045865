#!/usr/bin/env python3
"""What the server bears, and what its visitors notice of it.

    cargo build --release --bin career-guide
    python3 benches/endure.py [memory] [slow] [reload] [stop] [copies]

Without a name it does all of them, in about five minutes. It installs nothing. It needs Linux and
python3; the speed beside idle connections needs wrk, `copies` needs nginx. Everything stays on 127.0.0.1.
"""

import multiprocessing
import os
import re
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = f"{ROOT}/target/release/career-guide"
PAGE = "/about"
GET = f"GET {PAGE} HTTP/1.1\r\nhost: x\r\n\r\n".encode()


class Server:
    def __init__(self, port, *arguments):
        self.address = ("127.0.0.1", port)
        command = [PROGRAM, "serve", "--address", f"127.0.0.1:{port}", *arguments]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=tempfile.gettempdir()
        )
        self.process.stdout.readline()

    def memory(self):
        """Resident memory in KB."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1])

    def stop(self):
        self.process.terminate()
        return self.process.wait()


class Visitor(threading.Thread):
    """Asks again and again over a kept connection, and counts what comes back."""

    def __init__(self, address, done):
        super().__init__(daemon=True)
        self.address, self.done = address, done
        self.answered, self.failed = 0, []

    def run(self):
        stream = None
        while not self.done.is_set():
            try:
                if stream is None:
                    stream = socket.create_connection(self.address, 5).makefile("rwb")
            except OSError:
                # Nobody listens: nothing was asked, so nothing failed.
                stream = None
                time.sleep(0.01)
                continue
            try:
                if not self.ask(stream):
                    stream = None
            except (OSError, ValueError) as err:
                self.failed.append(repr(err))
                stream = None

    def ask(self, stream):
        stream.write(GET)
        stream.flush()
        status = stream.readline()
        if not status.startswith(b"HTTP/1.1 200 "):
            raise ValueError(f"answered {status!r}")
        length, stays = 0, True
        while (line := stream.readline().strip().lower()):
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            stays = stays and line != b"connection: close"
        if len(stream.read(length)) != length or length == 0:
            raise ValueError("an answer broke off")
        self.answered += 1
        return stays


def visitors(address, number=16):
    done = threading.Event()
    all_of_them = [Visitor(address, done) for _ in range(number)]
    for visitor in all_of_them:
        visitor.start()
    return all_of_them, done


def count(all_of_them, done):
    done.set()
    for visitor in all_of_them:
        visitor.join(10)
    failed = [failure for visitor in all_of_them for failure in visitor.failed]
    return sum(visitor.answered for visitor in all_of_them), failed


def rate(address):
    """Requests a second, the median of seven short looks by wrk."""
    command = ["wrk", "-t1", "-c8", "-d2s", f"http://{address[0]}:{address[1]}{PAGE}"]
    looks = [subprocess.run(command, capture_output=True, text=True).stdout for _ in range(7)]
    return statistics.median(float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]) for text in looks)


def memory():
    server = Server(3221)
    idle = server.memory()
    print(f"memory: {idle / 1024:.1f} MB before the first request")
    all_of_them, done = visitors(server.address)
    time.sleep(3)
    answered, failed = count(all_of_them, done)
    after = server.memory()
    print(f"memory: {after / 1024:.1f} MB after {answered} requests for one page, {len(failed)} failed")
    before_them = rate(server.address) if shutil.which("wrk") else None
    before = server.memory()
    held = []
    for _ in range(10_000):
        stream = socket.create_connection(server.address)
        stream.sendall(GET)
        held.append(stream)
    for stream in held:
        data = b""
        while b"</html>" not in data:
            data += stream.recv(65536)
    grown = server.memory() - before
    print(f"memory: 10,000 idle connections take {grown / 10_000:.1f} KB each")
    if before_them:
        beside_them = rate(server.address)
    else:
        time.sleep(20)
    dropped = 0
    for stream in held:
        stream.sendall(GET)
        dropped += not stream.recv(65536).startswith(b"HTTP/1.1 200 ")
        stream.close()
    print(f"memory: {dropped} of them were dropped in the meantime")
    if before_them:
        without = (before_them + rate(server.address)) / 2
        print(f"memory: requests a second beside them: {beside_them / without:.2f} times as many as without")
    server.stop()


def drip(address, done, turned_away):
    """2,000 clients who send a byte of a head or of a body each second, each at its own time."""
    # A process of its own, which steps back whenever the fast client has something to do: what is
    # to be seen is how the server shares its time, not how the clients share theirs.
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))

    def connect(place):
        stream = socket.create_connection(address)
        if place % 2:
            stream.sendall(b"POST /resume/check HTTP/1.1\r\nhost: x\r\ncontent-length: 9000\r\n\r\n")
        return stream

    slow_ones = [connect(place) for place in range(2_000)]
    begin, sent = time.monotonic(), 0
    while not done.is_set():
        while sent < (time.monotonic() - begin) * len(slow_ones):
            place = sent % len(slow_ones)
            try:
                slow_ones[place].send(b"x" if place % 2 else b"G")
            except OSError:
                turned_away.value += 1
                slow_ones[place].close()
                slow_ones[place] = connect(place)
            sent += 1
        time.sleep(0.002)


def fast(address, seconds):
    """How long each answer took to arrive whole, in ms, for one client who asks one after the other."""
    stream = socket.create_connection(address)
    stream.sendall(GET)
    # The answer is always the same, so its length is known once it has come to rest.
    stream.settimeout(1)
    length = 0
    try:
        while True:
            length += len(stream.recv(1 << 16))
    except TimeoutError:
        pass
    took, end = [], time.perf_counter() + seconds
    while (begin := time.perf_counter()) < end:
        stream.sendall(GET)
        left = length
        while left > 0:
            left -= len(stream.recv(1 << 16))
        took.append((time.perf_counter() - begin) * 1_000)
    stream.close()
    return took


def slow():
    """A fast client beside 2,000 slow ones, in turns with the same client alone."""
    cores = os.sched_getaffinity(0)
    if len(cores) > 1:
        # The server has a core to itself, so that it is not the clients who wait for each other.
        os.sched_setaffinity(0, {min(cores)})
    server = Server(3222)
    os.sched_setaffinity(0, cores - {min(cores)} or cores)
    alone, beside, away = [], [], 0
    for _ in range(6):
        alone.append(fast(server.address, 12))
        done, turned_away = multiprocessing.Event(), multiprocessing.Value("i", 0)
        drips = multiprocessing.Process(target=drip, args=(server.address, done, turned_away), daemon=True)
        drips.start()
        time.sleep(1)
        beside.append(fast(server.address, 12))
        done.set()
        drips.join()
        away += turned_away.value
    os.sched_setaffinity(0, cores)

    def late(rounds):
        return statistics.quantiles((took for one in rounds for took in one), n=100)[98]

    rounds = ", ".join(f"{late([b]) / late([a]):.2f}" for a, b in zip(alone, beside))
    print(f"slow: 99 % of the answers within {late(alone):.3f} ms without and {late(beside):.3f} ms beside 2,000 slow "
          f"clients: {late(beside) / late(alone):.2f} times as long (by round: {rounds}); {away} turned away")
    server.stop()


def reload():
    """100 reloads under load, half of them with broken content."""
    folder = tempfile.mkdtemp()
    server = Server(3223, "--overlay", folder)
    all_of_them, done = visitors(server.address)
    os.mkdir(f"{folder}/pages")
    privacy = os.path.join(folder, "pages/privacy.md")
    with open(f"{ROOT}/content/pages/privacy.md") as file:
        good = file.read()
    for turn in range(100):
        with open(privacy, "w") as file:
            file.write(f"{good}\n\nVersion {turn}.\n" if turn % 2 else "+++\nbroken\n+++\n")
        server.process.send_signal(signal.SIGHUP)
        time.sleep(0.15)
    answered, failed = count(all_of_them, done)
    print(f"reload: {answered} answers during 100 reloads, {len(failed)} failed {failed[:3]}")
    server.stop()
    shutil.rmtree(folder)


def stop():
    """SIGTERM under load, ten times."""
    answered, failed, codes = 0, [], set()
    for _ in range(10):
        server = Server(3224)
        all_of_them, done = visitors(server.address)
        time.sleep(0.5)
        codes.add(server.stop())
        more, failures = count(all_of_them, done)
        answered, failed = answered + more, failed + failures
    print(f"stop: {answered} answers until ten stops, {len(failed)} failed {failed[:3]}, exit codes {codes}")


def copies():
    """Two copies behind nginx, one of them killed without warning under load."""
    folder = tempfile.mkdtemp()
    first, second = Server(3225), Server(3226)
    with open(f"{folder}/nginx.conf", "w") as file:
        file.write(f"""
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log /dev/null crit;
events {{ worker_connections 2000; }}
http {{
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  upstream guide {{ server 127.0.0.1:3225; server 127.0.0.1:3226; keepalive 32; }}
  server {{
    listen 127.0.0.1:3227;
    location / {{ proxy_pass http://guide; proxy_http_version 1.1; proxy_set_header Connection "";
                  proxy_next_upstream error timeout; }}
  }}
}}
""")
    nginx = subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
    time.sleep(1)
    all_of_them, done = visitors(("127.0.0.1", 3227))
    time.sleep(2)
    second.process.kill()
    time.sleep(2)
    answered, failed = count(all_of_them, done)
    print(f"copies: {answered} answers through nginx, one of two copies killed, {len(failed)} failed {failed[:3]}")
    nginx.terminate()
    first.stop()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(files, 65_536), files))
    everything = {"memory": memory, "slow": slow, "reload": reload, "stop": stop, "copies": copies}
    for name in sys.argv[1:] or everything:
        everything[name]()
