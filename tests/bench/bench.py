#!/usr/bin/env python3
"""`make bench`: the ratios of design.md 13, each of two things run in turn in this one call.

    bench.py [ROWS...]        default 10000 1000000; BENCH_ROWS in the environment

It starts comptoir-sim, imports with `comptoir sync` and with a straightforward Python script, and
drives the real screens and a bare curses program through a pseudo-terminal.  A comparator that
is not installed is named and left out.  Nothing here can fail a build: it prints."""
import fcntl
import json
import os
import pty
import resource
import select
import shutil
import signal
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
import urllib.request

BUILD = os.environ.get("abs_top_builddir", os.getcwd())
HERE = os.path.dirname(os.path.abspath(__file__))
ROWS, COLS = 40, 200
QUIET = 0.040
DOWN, PAGE, END, HOME = b"\x1b[B", b"\x1b[6~", b"\x1b[4~", b"\x1b[1~"


def median(values):
    return statistics.median(values)


def p99(values):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * 0.99))]


def ratio(a, b):
    return "%.2fx" % (a / b) if b else "-"


def row(what, value, bar):
    print("  %-58s %10s   bar %s" % (what, value, bar), flush=True)


class Screen:
    """A program on a pseudo-terminal; time stamps of what it writes."""

    def __init__(self, argv, env):
        e = dict(os.environ, TERM="linux", LC_ALL="C.UTF-8", **env)
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLS, 0, 0))
            os.execvpe(argv[0], argv, e)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLS, 0, 0))
        self.bytes = 0

    def until_quiet(self, since, limit=30.0, text=None):
        """Seconds from `since` to the last byte before quiet (or to the text); None: neither."""
        last, seen, end = None, b"", since + limit
        while time.perf_counter() < end:
            wait = QUIET if last is not None and text is None else 0.2
            ready, _, _ = select.select([self.fd], [], [], wait)
            now = time.perf_counter()
            if not ready:
                if text is None and (last is not None or now - since > 1.0):
                    return (last or now) - since
                continue
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                return None
            self.bytes += len(data)
            seen = (seen + data)[-200000:]
            last = now
            if text is not None and text in seen:
                self.until_quiet(now, 2.0)
                return last - since
        return None

    def key(self, data, text=None):
        at = time.perf_counter()
        os.write(self.fd, data)
        return self.until_quiet(at, text=text)

    def keys(self, data, n):
        return [t for t in (self.key(data) for _ in range(n)) if t is not None]

    def rss_mib(self):
        with open("/proc/%d/status" % self.pid) as f:
            for line in f:
                if line.startswith("VmRSS"):
                    return int(line.split()[1]) / 1024
        return 0

    def close(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except OSError:
            pass
        os.close(self.fd)


class Company:
    """The simulators with N invoices, and a home of Comptoir beside them."""

    def __init__(self, n, folder):
        self.n, self.home = n, os.path.join(folder, "home%d" % n)
        os.makedirs(self.home)
        self.env = {"COMPTOIR_HOME": self.home, "COMPTOIR_VAULT_COST": "min",
                    "COMPTOIR_DATADIR": os.environ.get("COMPTOIR_DATADIR", os.path.join(HERE, "../../data"))}
        self.sim = subprocess.Popen([BUILD + "/comptoir-sim", "--scale", str(n), "--rate", "hour=0,spike=0", "--exit-with-parent"],
                                    stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.sim.stdout.readline())

    def run(self, *argv, stdin="long enough for a bench\n"):
        """seconds, processor seconds, peak MiB"""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        at = time.perf_counter()
        done = subprocess.run([BUILD + "/comptoir", "--passphrase-fd", "0", *argv], input=stdin, text=True,
                              env=dict(os.environ, **self.env), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        wall = time.perf_counter() - at
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            sys.exit("comptoir %s: exit %d\n%s%s" % (" ".join(argv), done.returncode, done.stdout, done.stderr))
        return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024

    def secret(self, name, value):
        home = dict(os.environ, **self.env)
        read, write = os.pipe()
        os.write(write, b"long enough for a bench\n")
        os.close(write)
        subprocess.run([BUILD + "/comptoir", "--passphrase-fd", str(read), "vault", "set", name], input=value + "\n",
                       text=True, env=home, check=True, pass_fds=[read], stdout=subprocess.DEVNULL)
        os.close(read)

    def connect(self, name):
        """Options are the credentials whose names the connector knows."""
        text = subprocess.run([BUILD + "/comptoir", "connection", "options", name], env=dict(os.environ, **self.env),
                              stdout=subprocess.PIPE, text=True, check=True).stdout
        options, secrets = [], []
        for line in text.splitlines():
            if line.startswith(" "):
                continue
            option = line.split()[0]
            if option.endswith("_url"):
                options.append("%s=%s" % (option, self.ready[name]))
            elif option in self.ready["credentials"][name]:
                value = str(self.ready["credentials"][name][option])
                (secrets if "(vault)" in line else options).append(
                    (option, value) if "(vault)" in line else "%s=%s" % (option, value))
        self.run("connection", "add", name, name, *options)
        for option, value in secrets:
            self.secret("%s/%s" % (name, option), value)

    def set_up(self):
        self.run("vault", "create")
        for name in ("procore", "acumatica"):
            self.connect(name)

    def token(self):
        c = self.ready["credentials"]["procore"]
        body = json.dumps({"grant_type": "client_credentials", "client_id": c["client_id"],
                           "client_secret": c["client_secret"]}).encode()
        request = urllib.request.Request(self.ready["procore"] + "/oauth/token", body, {"Content-Type": "application/json"})
        return json.load(urllib.request.urlopen(request))["access_token"]

    def calls(self, system="procore"):
        with urllib.request.urlopen(self.ready["control"][system] + "/counters") as answer:
            return json.load(answer)

    def close(self):
        self.sim.terminate()
        self.sim.wait()


def bench_import(c, folder):
    print("\nFirst import, %d invoices" % c.n, flush=True)
    peer_db = os.path.join(folder, "peer%d.db" % c.n)
    at = time.perf_counter()
    subprocess.run([sys.executable, HERE + "/import_peer.py", c.ready["procore"],
                    str(c.ready["credentials"]["procore"]["company_id"]), c.token(), peer_db],
                   check=True, stdout=subprocess.DEVNULL)
    peer = time.perf_counter() - at
    wall, cpu, peak = c.run("sync", "--no-export")
    row("wall, %.1f s against %.1f s of the Python script" % (wall, peer), ratio(wall, peer), "0.60x")
    row("processor time", "%.1f s" % cpu, "-")
    row("peak memory", "%.0f MiB" % peak, "-")
    again, _, _ = c.run("sync", "--no-export")
    row("nothing changed: %.2f s; against the first" % again, ratio(again, wall), "-")
    db = os.path.join(c.home, "data/comptoir.db")
    if os.path.exists(db):
        row("database", "%.0f MiB" % (os.path.getsize(db) / 1048576), "-")
    os.unlink(peer_db)


def invoices_tab(c):
    s = Screen([BUILD + "/comptoir"], c.env)
    first = s.until_quiet(s.start)
    s.key(b"4")                 # the invoices' tab
    s.key(b"V")
    return s, first


def bench_screen(c, n_keys, base):
    print("\nScreens, %d invoices (40 x 200; floor = a bare curses program)" % c.n, flush=True)
    starts, floors = [], []
    for _ in range(5):
        f = Screen([BUILD + "/tests/bench/floor"], {})
        floors.append(f.until_quiet(f.start))
        f.close()
        s = Screen([BUILD + "/comptoir"], c.env)
        starts.append(s.until_quiet(s.start))
        s.close()
    row("start to first full screen", ratio(median(starts), median(floors)), "2.5x")
    f = Screen([BUILD + "/tests/bench/floor"], {})
    f.until_quiet(f.start)
    s, _ = invoices_tab(c)
    got = {}
    for name, data, n in (("down", DOWN, n_keys), ("page-down", PAGE, n_keys // 2)):
        ours, floor = [], []
        for _ in range(4):
            floor += f.keys(data, n // 4)
            ours += s.keys(data, n // 4)
        got[name] = median(ours)
        row("%s p50 (%.2f ms)" % (name, median(ours) * 1000), ratio(median(ours), median(floor)), "1.5x")
        row("%s p99 (%.2f ms)" % (name, p99(ours) * 1000), ratio(p99(ours), p99(floor)), "2x")
    page = median(f.keys(PAGE, 20))
    for name, data in (("last row", END), ("first row", HOME)):
        row(name, ratio(median([s.key(data) for _ in range(5)]), page), "2x")
    row("300 queued keys to a quiet screen", ratio(s.key(DOWN * 300), f.key(DOWN * 300)), "0.33x")
    s.key(HOME)
    t = s.key(b"/letourneau")
    row("filter, pasted word, first screen", "%.1f ms" % (t * 1000), "0.1x of fzf")
    got["filter"] = t
    s.key(b"\x1b")
    t = s.key(b"/zz")
    row("filter without a hit", "%.1f ms" % (t * 1000), "0.5x of fzf")
    s.key(b"\x1b")
    row("resident, idle", "%.0f MiB" % s.rss_mib(), "64 MiB")
    before = s.bytes
    s.keys(DOWN, 50)
    row("bytes a down key", "%.0f" % ((s.bytes - before) / 50), "-")
    s.close()
    f.close()
    if base:
        for name in got:
            row("growth of %s from the smallest company" % name, ratio(got[name], base[name]),
                "5x" if name == "filter" else "1.25x")
    return base or got


def main():
    sizes = [int(a) for a in sys.argv[1:]] or [int(a) for a in os.environ.get("BENCH_ROWS", "10000 1000000").split()]
    missing = [p for p in ("fzf", "vd") if not shutil.which(p)]
    if missing:
        print("not installed, left out: " + ", ".join(missing))
    base = None
    with tempfile.TemporaryDirectory(prefix="comptoir-bench-") as folder:
        for n in sizes:
            c = Company(n, folder)
            try:
                c.set_up()
                bench_import(c, folder)
                base = bench_screen(c, 200, base)
            finally:
                c.close()


main()
