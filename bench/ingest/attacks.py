#!/usr/bin/env python3
"""Attacks on the ways into a node, each against a real process: what they cost it, and what everybody else.

    bench/ingest/attacks.py NODE [ATTACK...]     NODE is the executable `groundswell`

Prints a line for each attack. Nothing but Python's own library; every server is on loopback and ends with the script.
"""
import concurrent.futures as futures
import gzip
import http.client
import json
import os
import random
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

PROXY = ["--set", "ingest.trusted_proxies=127.0.0.1"]


class Node:
    """A served node with an empty store."""

    def __init__(self, executable, *options, descriptors=None):
        self.folder = tempfile.mkdtemp(prefix="attacks-")
        self.log = open(os.path.join(self.folder, "log"), "w+")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))) if descriptors else None
        self.process = subprocess.Popen(
            [executable, "serve", "--listen", f"http://127.0.0.1:{self.port}", "--data", os.path.join(self.folder, "data"), *options],
            stdout=self.log, stderr=self.log, cwd=self.folder, preexec_fn=limit)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if self.get("/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        self.log.seek(0)
        raise SystemExit("The node did not start: " + self.log.read()[-2000:])

    def connect(self, timeout=120):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def get(self, path, timeout=10):
        return self.send("GET", path, None, {}, timeout)

    def send(self, method, path, body, headers, timeout=120):
        connection = self.connect(timeout)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def counted(self):
        """Reports that counted, by the node's own figures."""
        found = re.search(rb'groundswell_ingest_reports_total\{[^}]*outcome="counted"[^}]*\} (\d+)', self.get("/metrics")[1])
        return int(found.group(1)) if found else 0

    def peak(self):
        """The most memory that was resident, in MB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1)) / 1024

    def disk(self):
        """Bytes of the store, as they are allocated."""
        return sum(os.stat(os.path.join(folder, name)).st_blocks * 512 for folder, _, names in os.walk(os.path.join(self.folder, "data")) for name in names)

    def files(self):
        """Megabytes by file of the store."""
        return {os.path.relpath(os.path.join(folder, name), self.folder): round(os.stat(os.path.join(folder, name)).st_blocks * 512 / 1e6, 1) for folder, _, names in os.walk(os.path.join(self.folder, "data")) for name in names}

    def services(self):
        return [s["id"] for s in json.loads(self.get("/api/v1/services")[1])["services"]]

    def symptoms(self, services):
        return {s: json.loads(self.get(f"/api/v1/services/{s}")[1])["symptoms"][0] for s in services}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def line(service, symptom, **more):
    return json.dumps({"service": service, "symptom": symptom, **more}, separators=(",", ":"))


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def cross_site(executable):
    """What a page of another site makes its visitor's browser send: 100 reports by each of five ways, the headers as Chromium has them."""
    with Node(executable) as node:
        marks = {"Origin": "http://elsewhere.example", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "empty"}
        body = lambda way: "\n".join(line("slack", "login", reporter=f"{way}-{n}") for n in range(100))
        for way, headers in {
            "simple": {"Content-Type": "text/plain;charset=UTF-8"},
            "blob without a type": {},
            "form": {"Content-Type": "application/x-www-form-urlencoded"},
            "multipart": {"Content-Type": "multipart/form-data; boundary=x"},
            "worker": {"Content-Type": "text/plain;charset=UTF-8", "Sec-Fetch-Mode": "cors"},
        }.items():
            node.send("POST", "/api/v1/reports/batch", body(way).encode(), marks | headers)
        print(f"cross-site: {node.counted()} of 500 posted reports count")


def memory(executable):
    """Forty full batches at once, of 50,000 reports with comments, from programs that may name their reporters."""
    with Node(executable) as node:
        before = node.peak()
        comment = "the page stays blank and the app says try again later, since half past nine; "
        def full(k):
            text = "\n".join(line("slack", "login", reporter=f"{k}-{n}", comment=(comment * 14)[:1050 - 80 + n % 3][:500]) for n in range(50_000))
            return text.encode()
        batches = [full(k) for k in range(4)]
        def post(k):
            # Other reporters each time; the texts are made once, for the generator has the same two cores.
            return node.send("POST", "/api/v1/reports/batch", batches[k % 4].replace(b'"reporter":"', b'"reporter":"%d/' % k), {"Content-Type": "application/x-ndjson"}, 600)
        start = time.monotonic()
        with futures.ThreadPoolExecutor(40) as pool:
            answers = list(pool.map(post, range(40)))
        statuses = {s: sum(1 for a in answers if a[0] == s) for s in {a[0] for a in answers}}
        print(f"memory: {node.peak():.0f} MB at the peak ({before:.0f} before) under 40 batches of 50,000 ({len(batches[0]) / 1e6:.0f} MB each), "
              f"answers {statuses}, {node.counted():,} counted, {time.monotonic() - start:.1f} s")


def flood(executable, kind="anonymous", seconds=20):
    """One sender on 64 connections sends as much as it can, and a behaved one a report every 50 ms."""
    with Node(executable, *PROXY, "--set", "ingest.tokens=a-relay-that-went-mad,another-relay-token") as node:
        services = node.services()
        symptoms = node.symptoms(services)
        stop = threading.Event()
        sent = [0, 0]
        counts = {}
        rand = random.Random(1)
        def rows(n, names):
            return "\n".join(line(s := services[rand.randrange(len(services))], symptoms[s], comment="%032x" % rand.getrandbits(128) * 10, idempotency_key="%032x" % rand.getrandbits(128),
                                  **({"reporter": "%x" % rand.getrandbits(60)} if names else {})) for _ in range(n)).encode()
        bodies = {
            "anonymous": [(rows(2_000, False), {"X-Forwarded-For": "198.51.100.7"}) for _ in range(4)],
            "packed": [(gzip.compress(rows(20_000, False), 1), {"X-Forwarded-For": "198.51.100.7", "Content-Encoding": "gzip"}) for _ in range(2)],
            "relay": [(rows(50_000, True), {"Authorization": "Bearer a-relay-that-went-mad"}) for _ in range(4)],
            "singles": [(rows(1, False), {"X-Forwarded-For": "198.51.100.7"}) for _ in range(64)],
        }[kind]
        path, media = ("/api/v1/reports", "application/json") if kind == "singles" else ("/api/v1/reports/batch", "application/x-ndjson")
        def attack(k):
            serial = 0
            while not stop.is_set():
                body, headers = bodies[(k + serial) % len(bodies)]
                if "Content-Encoding" not in headers:
                    body = body.replace(b'"idempotency_key":"', b'"idempotency_key":"%d.%d.' % (k, serial)).replace(b'"reporter":"', b'"reporter":"%d.%d.' % (k, serial))
                serial += 1
                try:
                    status, _ = node.send("POST", path, body, {"Content-Type": media} | headers, 600)
                except OSError:
                    status = "broken"
                counts[status] = counts.get(status, 0) + 1
                sent[0] += 1
                sent[1] += len(body)
        threads = [threading.Thread(target=attack, args=(k,), daemon=True) for k in range(64 if kind == "singles" else 16)]
        took, failed = [], {}
        [t.start() for t in threads]
        time.sleep(3)
        end = time.monotonic() + seconds
        n = 0
        while time.monotonic() < end:
            n += 1
            begin = time.monotonic()
            try:
                status, _ = node.send("POST", "/api/v1/reports", line("slack", "login").encode(),
                                      {"Content-Type": "application/json", "X-Forwarded-For": f"203.0.{n // 250}.{n % 250}"}, 120)
            except OSError as e:
                status = type(e).__name__
            took.append(time.monotonic() - begin)
            if status != 201:
                failed[status] = failed.get(status, 0) + 1
            time.sleep(0.05)
        stop.set()
        print(f"flood, {kind}: behaved sender p50 {quantile(took, .5) * 1000:.0f} ms, p99 {quantile(took, .99) * 1000:.0f} ms, longest {max(took) * 1000:.0f} ms of {len(took)}, not taken {failed or 0}; "
              f"the flood: {sent[0]} requests, {sent[1] / 1e6:.0f} MB, answers {counts}; {node.peak():.0f} MB memory")
        sys.stdout.flush()


def disk(executable):
    """One megabyte by anonymous senders, whichever way makes most of it; the store's growth."""
    for way in ("packed by one", "plain by one", "packed by many", "singles by many"):
        with Node(executable, *PROXY, "--set", "ingest.tokens=a-token-to-warm-up") as node:
            services = node.services()
            symptoms = node.symptoms(services)
            first = services[0]
            # The log of the store has its steady size first (32 MB: from there on it is written over from its beginning).
            for k in range(3):
                rows = "\n".join(line(first, symptoms[first], reporter=f"{k}.{n}", idempotency_key=f"{k}.{n}") for n in range(50_000))
                node.send("POST", "/api/v1/reports/batch", rows.encode(), {"Content-Type": "application/x-ndjson", "Authorization": "Bearer a-token-to-warm-up"})
            time.sleep(1)
            before, sent, n, statuses = node.disk(), 0, 0, {}
            emoji = "\U0001f30a" * 500
            start = time.monotonic()
            while sent < 1_000_000 and time.monotonic() - start < 240:
                n += 1
                address = "198.51.100.7" if way.endswith("one") else f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
                rows = {"packed by one": 6000, "plain by one": 600, "packed by many": 120, "singles by many": 1}[way]
                text = "\n".join(line(s := services[(n + k) % len(services)], symptoms[s], idempotency_key=f"{n}.{k}", **({} if way == "singles by many" else {"comment": emoji})) for k in range(rows)).encode()
                headers = {"X-Forwarded-For": address, "Content-Type": "application/json" if rows == 1 else "application/x-ndjson"}
                if way.startswith("packed"):
                    text = gzip.compress(text, 9)
                    headers["Content-Encoding"] = "gzip"
                sent += len(text)
                status = node.send("POST", "/api/v1/reports" if rows == 1 else "/api/v1/reports/batch", text, headers)[0]
                statuses[status] = statuses.get(status, 0) + 1
                if node.disk() - before > 600_000_000:
                    break
            time.sleep(1)
            print(f"disk, {way}: {(node.disk() - before) / 1e6:.1f} MB more for {sent / 1e6:.2f} MB sent ({(node.disk() - before) / sent:.1f} for 1), answers {statuses}")
            sys.stdout.flush()


def descriptors(executable):
    """Idle connections from two addresses beyond what the process may open, then a reader from a third."""
    for limit in (400, 1024):
        with Node(executable, descriptors=limit) as node:
            held = []
            for n in range(limit + 200):
                s = socket.socket()
                s.settimeout(2)
                try:
                    s.bind((f"127.0.0.{2 + n % 2}", 0))
                    s.connect(("127.0.0.1", node.port))
                    held.append(s)
                except OSError:
                    s.close()
                    break
            time.sleep(2)
            lives = node.process.poll() is None
            try:
                answered = node.send("POST", "/api/v1/reports", line("slack", "login").encode(), {"Content-Type": "application/json"}, 5)[0] if lives else "dead"
            except OSError as e:
                answered = type(e).__name__
            [s.close() for s in held]
            time.sleep(1)
            try:
                after = node.get("/readyz", 5)[0] if node.process.poll() is None else "dead"
            except OSError as e:
                after = type(e).__name__
            print(f"descriptors, limit {limit}: {len(held)} idle connections tried; process {'lives' if lives else 'died'}, a report meanwhile: {answered}, afterwards /readyz: {after}")
            sys.stdout.flush()


def day(executable, reports=11_000_000):
    """No attack: a day of eleven million reports, as fast as they are taken, and readers of pages meanwhile."""
    with Node(executable) as node:
        services = node.services()
        symptoms = node.symptoms(services)
        rand, now, lines = random.Random(1), time.time(), 5_000
        at = lambda: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - rand.random() * 80_000))
        texts = ["\n".join(line(s := services[rand.randrange(len(services))], symptoms[s], region=rand.choice(("US", "GB", "DE", "FR", "IN", "BR", "JP")), event_time=at(), reporter=f"@/{k}.{n}")
                           for n in range(lines)).encode() for k in range(8)]
        serial, turn, done = iter(range(reports // lines)), threading.Lock(), threading.Event()
        def post():
            connection = node.connect(600)
            while True:
                with turn:
                    k = next(serial, None)
                if k is None:
                    return
                connection.request("POST", "/api/v1/reports/batch", texts[k % len(texts)].replace(b"@/", b"%d/" % k), {"Content-Type": "application/x-ndjson"})
                response = connection.getresponse()
                body = response.read()
                if response.status != 200:
                    raise SystemExit(f"{response.status} {body[:300]}")
        took = []
        def read():
            connection = node.connect()
            while not done.is_set():
                for page in ("/", "/services/slack", "/incidents"):
                    begin = time.monotonic()
                    connection.request("GET", page, headers={"Accept-Encoding": "gzip"})
                    connection.getresponse().read()
                    took.append(time.monotonic() - begin)
                    time.sleep(0.01)
        reader = threading.Thread(target=read, daemon=True)
        start = time.monotonic()
        reader.start()
        senders = [threading.Thread(target=post) for _ in range(4)]
        [s.start() for s in senders]
        [s.join() for s in senders]
        acknowledged = time.monotonic() - start
        done.set()
        reader.join()
        counted = node.counted()
        print(f"day: {reports:,} reports acknowledged in {acknowledged:.1f} s ({reports / acknowledged:,.0f}/s), {counted:,} counted; "
              f"{len(took)} pages meanwhile, p50 {quantile(took, .5) * 1000:.0f} ms, p99 {quantile(took, .99) * 1000:.0f} ms; {node.peak():.0f} MB memory")


ATTACKS = {
    "day": day,
    "cross-site": cross_site, "memory": memory, "disk": disk, "descriptors": descriptors,
    **{f"flood-{kind}": (lambda e, kind=kind: flood(e, kind)) for kind in ("anonymous", "packed", "relay", "singles")},
}

if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    for chosen in sys.argv[2:] or ATTACKS:
        ATTACKS[chosen](os.path.abspath(sys.argv[1]))
        sys.stdout.flush()
