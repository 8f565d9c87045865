#!/usr/bin/env python3
"""What the server bears, and what its visitors notice of it.

    cargo build --release --bin career-guide
    python3 benches/endure.py [memory] [slow] [reload] [stop] [copies]

Without a name it does all of them, in about two minutes. It installs nothing. It needs Linux and
python3; `slow` needs wrk, `copies` needs nginx. Everything stays on 127.0.0.1.
"""

import os
import re
import resource
import shutil
import signal
import socket
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


def latency(address, seconds):
    """Requests per second and the 99th percentile in ms, as wrk sees them."""
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "--latency", f"http://{address[0]}:{address[1]}{PAGE}"]
    text = subprocess.run(command, capture_output=True, text=True).stdout
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
    worst = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), worst


def memory():
    server = Server(3221)
    idle = server.memory()
    print(f"memory: {idle / 1024:.1f} MB before the first request")
    all_of_them, done = visitors(server.address)
    time.sleep(3)
    answered, failed = count(all_of_them, done)
    after = server.memory()
    print(f"memory: {after / 1024:.1f} MB after {answered} requests for one page, {len(failed)} failed")
    begin, _ = latency(server.address, 3) if shutil.which("wrk") else (0, 0)
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
    end, _ = latency(server.address, 3) if shutil.which("wrk") else (0, 0)
    if begin:
        print(f"memory: requests a second beside them: {end / begin:.2f} times as many as without")
    time.sleep(20)
    dropped = 0
    for stream in held:
        stream.sendall(GET)
        dropped += not stream.recv(65536).startswith(b"HTTP/1.1 200 ")
        stream.close()
    print(f"memory: {dropped} of them were dropped in the meantime")
    server.stop()


def slow():
    """2,000 clients who send a byte of a head or of a body each second."""
    server = Server(3222)
    rate, alone = latency(server.address, 5)
    heads = [socket.create_connection(server.address) for _ in range(1_000)]
    bodies = [socket.create_connection(server.address) for _ in range(1_000)]
    for stream in bodies:
        stream.sendall(b"POST /resume/check HTTP/1.1\r\nhost: x\r\ncontent-length: 9000\r\n\r\n")
    done = threading.Event()

    def drip():
        while not done.is_set():
            for place, stream in enumerate(heads + bodies):
                try:
                    stream.send(b"G" if place < 1_000 else b"x")
                except OSError:
                    again = socket.create_connection(server.address)
                    (heads + bodies)[place].close()
                    (heads if place < 1_000 else bodies)[place % 1_000] = again
            done.wait(1)

    dripping = threading.Thread(target=drip, daemon=True)
    dripping.start()
    rates, worst = zip(*(latency(server.address, 5) for _ in range(3)))
    done.set()
    dripping.join()
    again_rate, again = latency(server.address, 5)
    print(f"slow: 99 % of the answers within {alone:.2f} ms without, {sorted(worst)[1]:.2f} ms beside, "
          f"{again:.2f} ms after 2,000 slow clients ({sorted(rates)[1] / rate:.2f} times the requests a second)")
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
