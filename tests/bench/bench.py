#!/usr/bin/env python3
"""`make bench`: the ratios of design.md 13, each of two things run in turn in this one call.

    bench.py [ROWS...]        default 10000 100000 1000000; BENCH_ROWS in the environment

BENCH_HOME_1000000=DIR keeps the company of so many invoices in DIR, and takes it from there the next
time in place of importing it.  BENCH_REPEAT=N: so many times the usual number of keys.

It starts comptoir-sim, imports with `comptoir sync`, with a straightforward Python script that reads
the same pages, and with one that fills lists from them (their indexes, links, search and sums), and
drives the real screens and a bare curses program through a pseudo-terminal.  Imports are compared by processor time, because what both wait for is the
simulator.  A comparator that is not installed is named and left out.  Nothing here can fail a
build: it prints.  BENCH_ROWS=2000 takes some seconds."""
import ctypes
import ctypes.util
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
import urllib.parse
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
    return a / b if a is not None and b else None


RESULTS = {}            # what -> {rows: (value, holds)}, in the order they came
BARS = {}


def row(what, value, bar, remark="", holds=None, least=0):
    """A line now, and a cell of the table at the end; value: a ratio, or a text with `holds`.  least: the number
    of invoices from which on the bar is meant."""
    text = value if isinstance(value, str) else "%.2fx" % value if value is not None else "-"
    if holds is None and value is not None and not isinstance(value, str) and bar.endswith("x") and NOW["rows"] >= least:
        holds = value <= float(bar[:-1])
    RESULTS.setdefault(what, {})[NOW["rows"]] = (text, holds)
    BARS[what] = bar
    print("  %-44s %10s   bar %-6s %-5s %s" % (what, text, bar, "" if holds is None else "ok" if holds else "MISS",
                                               remark), flush=True)


NOW = {"rows": 0}


def table():
    sizes = sorted({n for cells in RESULTS.values() for n in cells})
    print("\n%-44s%s  %s" % ("", "".join("%14s" % format(n, ",") if n else "%14s" % "" for n in sizes), "bar"))
    for what, cells in RESULTS.items():
        line = "%-44s" % what
        for n in sizes:
            text, holds = cells.get(n, ("", None))
            line += "%14s" % (text + ("" if holds is None else " ok" if holds else " MISS"))
        print(line + "  " + BARS[what])


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
        self.last = self.start      # when the last byte came

    def until_quiet(self, since, limit=30.0, text=None, quiet=QUIET):
        """Seconds from `since` to the last byte before quiet (or to the text); None: neither."""
        last, seen, end = None, b"", since + limit
        while time.perf_counter() < end:
            wait = quiet if last is not None and text is None else 0.2
            ready, _, _ = select.select([self.fd], [], [], wait)
            now = time.perf_counter()
            if not ready:
                if text is None and last is not None:
                    return last - since
                if text is None and now - since > min(1.0, limit):
                    return None         # nothing was drawn
                continue
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                return None
            self.bytes += len(data)
            seen = (seen + data)[-200000:]
            last = self.last = now
            if text is not None and text in seen:
                self.until_quiet(now, 2.0, quiet=0.15)
                return last - since
        return None

    def key(self, data, text=None, quiet=QUIET):
        at = time.perf_counter()
        os.write(self.fd, data)
        return self.until_quiet(at, text=text, quiet=quiet)

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
    """The simulators with N invoices, and a home of Comptoir beside them: a new one, or one that was kept,
    whose addresses the simulators get again."""

    def __init__(self, n, folder):
        kept = os.environ.get("BENCH_HOME_%d" % n)
        self.n, self.home = n, kept or os.path.join(folder, "home%d" % n)
        self.filled = os.path.exists(os.path.join(self.home, "data/comptoir.db"))
        os.makedirs(self.home, exist_ok=True)
        self.env = {"COMPTOIR_HOME": self.home, "COMPTOIR_VAULT_COST": "min",
                    "COMPTOIR_DATADIR": os.environ.get("COMPTOIR_DATADIR", os.path.join(HERE, "../../data"))}
        self.passphrase = os.environ.get("BENCH_PASSPHRASE", "long enough for a bench") + "\n"
        self.scale = os.environ.get("BENCH_SCALE_%d" % n, str(n))
        self.sim = subprocess.Popen([BUILD + "/comptoir-sim", "--scale", self.scale, "--rate", "hour=0,spike=0",
                                     "--exit-with-parent"] + self.ports(), stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.sim.stdout.readline())

    def ports(self):
        if not self.filled:
            return []
        with sqlite3.connect("file:%s/data/comptoir.db?mode=ro" % self.home, uri=True) as db:
            urls = dict(db.execute("select c.name, o.value from connection c, connection_option o "
                                   "where o.connection_id = c.id and o.name in ('api_url', 'base_url')"))
        return [a for name in urls for a in ("--port", "%s=%d" % (name, urllib.parse.urlsplit(urls[name]).port))]

    def run(self, *argv):
        """seconds, processor seconds, peak MiB"""
        with tempfile.TemporaryFile("w+") as out:
            at = time.perf_counter()
            p = subprocess.Popen([BUILD + "/comptoir", "--passphrase-fd", "0", *argv], stdin=subprocess.PIPE, text=True,
                                 env=dict(os.environ, **self.env), stdout=out, stderr=out)
            p.stdin.write(self.passphrase)
            p.stdin.close()
            _, status, used = os.wait4(p.pid, 0)
            p.returncode = os.waitstatus_to_exitcode(status)
            wall = time.perf_counter() - at
            if p.returncode:
                out.seek(0)
                sys.exit("comptoir %s: exit %d\n%s" % (" ".join(argv), p.returncode, out.read()))
        return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

    def secret(self, name, value):
        home = dict(os.environ, **self.env)
        read, write = os.pipe()
        os.write(write, self.passphrase.encode())
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

    def calls(self, system="procore"):
        with urllib.request.urlopen(self.ready["control"][system] + "/counters") as answer:
            return json.load(answer)

    def close(self):
        self.sim.terminate()
        self.sim.wait()


def children_cpu():
    u = resource.getrusage(resource.RUSAGE_CHILDREN)
    return u.ru_utime + u.ru_stime


def total_calls(c):
    return sum(one["calls"] for one in c.calls().values())


def fsyncs(c, folder, *argv):
    """How often `comptoir ARGV` waited for the disk; None without strace."""
    if not shutil.which("strace"):
        return None
    out = os.path.join(folder, "strace")
    subprocess.run(["strace", "-f", "-qq", "-o", out, "-e", "trace=fsync,fdatasync", BUILD + "/comptoir",
                    "--passphrase-fd", "0", *argv], input=c.passphrase, text=True,
                   env=dict(os.environ, **c.env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(out) as f:
        return sum("sync(" in line for line in f)


def bench_import(c, folder):
    print("\nFirst import, %d invoices" % c.n, flush=True)
    peer_db, ready = os.path.join(folder, "peer%d.db" % c.n), os.path.join(folder, "ready%d" % c.n)
    with open(ready, "w") as f:
        json.dump(c.ready, f)
    peers = []
    for what in ([], ["lists"]):
        before, at = children_cpu(), time.perf_counter()
        subprocess.run([sys.executable, HERE + "/import_peer.py", ready, peer_db, *what], check=True,
                       stdout=subprocess.DEVNULL)
        peers.append((children_cpu() - before, time.perf_counter() - at))
        for name in os.listdir(folder):
            if name.startswith(os.path.basename(peer_db)):
                os.remove(os.path.join(folder, name))
    before = total_calls(c)
    wall, cpu, peak = c.run("sync", "--no-export")
    first, before = total_calls(c) - before, total_calls(c)
    for what, (peer_cpu, peer) in zip(("a script", "one with lists"), peers):
        row("first import, processor, of " + what, ratio(cpu, peer_cpu), "0.60x",
            "%.1f s against %.1f s" % (cpu, peer_cpu))
        row("first import, wall, of " + what, ratio(wall, peer), "0.60x", "%.1f s against %.1f s" % (wall, peer))
    row("processor time a thousand invoices", "%.0f ms" % (cpu * 1e6 / c.n), "flat")
    row("peak memory", "%.0f MiB" % peak, "flat")
    row("calls", str(first), "-")
    again, cpu, _ = c.run("sync", "--no-export")
    row("nothing changed: calls", str(total_calls(c) - before), "1 a list")
    row("nothing changed: processor", "%.2f s" % cpu, "-", "%.2f s in all" % again)
    before = total_calls(c)
    n = fsyncs(c, folder, "sync", "--no-export", "--full")
    if n is not None:
        row("everything again: waits for the disk", str(n), "1 a page", "%d calls" % (total_calls(c) - before))
    db = os.path.join(c.home, "data/comptoir.db")
    if os.path.exists(db):
        row("database", "%.0f MiB" % (os.path.getsize(db) / 1048576), "-")


def bench_unlock(folder):
    """Unlocking at the usual strength, against the bare function with the same memory and passes."""
    home = os.path.join(folder, "vault")
    os.makedirs(home)
    env = {k: v for k, v in os.environ.items() if k != "COMPTOIR_VAULT_COST"}
    env.update(COMPTOIR_HOME=home, COMPTOIR_DATADIR=os.environ.get("COMPTOIR_DATADIR", os.path.join(HERE, "../../data")))
    name = ctypes.util.find_library("sodium")
    if not name:
        print("\nUnlocking: libsodium is not found by Python, left out")
        return
    print("\nUnlocking", flush=True)

    def ours(*argv):
        at = time.perf_counter()
        subprocess.run([BUILD + "/comptoir", "--passphrase-fd", "0", *argv], input="long enough for a bench\n", text=True,
                       env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return time.perf_counter() - at

    ours("vault", "create")
    sodium, out = ctypes.CDLL(name), ctypes.create_string_buffer(32)
    sodium.sodium_init()
    bare, times = [], []
    for _ in range(3):
        at = time.perf_counter()
        pid = os.fork()             # its memory is not to be counted as ours
        if pid:
            os.waitpid(pid, 0)
            bare.append(time.perf_counter() - at)
            times.append(ours("vault", "list"))
            continue
        sodium.crypto_pwhash(out, ctypes.c_ulonglong(32), b"long enough for a bench", ctypes.c_ulonglong(23),
                             b"0123456789abcdef", ctypes.c_ulonglong(3), ctypes.c_size_t(256 << 20), 2)
        os._exit(0)
    row("unlock, of bare Argon2id", ratio(median(times), median(bare)), "1.1x", "%.2f s; 256 MiB and 3 passes %.2f s" % (
        median(times), median(bare)))


def fzf_seconds(c, folder, needle):
    """The same needle pasted into fzf over the same invoices, to the last byte of its screen."""
    if not shutil.which("fzf"):
        return None
    path = os.path.join(folder, "rows%d" % c.n)
    if not os.path.exists(path):
        with sqlite3.connect(os.path.join(c.home, "data/comptoir.db")) as db, open(path, "w") as f:
            for line in db.execute('select number, vendor_name, job_number, status, net from invoice where view >= 0'):
                f.write(" ".join(str(v) for v in line) + "\n")
    s = Screen(["sh", "-c", "exec fzf --no-sort --exact < " + path], {})
    s.until_quiet(s.start)
    time.sleep(min(3.0, c.n / 500000))
    took = s.key(needle, quiet=0.5)     # it shows the needle first, then what it found
    s.close()
    return took


def cpu_ms(s):
    """Processor milliseconds of a program so far, all its threads."""
    total = 0
    for thread in os.listdir("/proc/%d/task" % s.pid):
        with open("/proc/%d/task/%s/schedstat" % (s.pid, thread)) as f:
            total += int(f.read().split()[0])
    return total / 1e6


def all_invoices(c):
    """The program on the tab of the invoices, with every one of them in the list, however it was left."""
    forget_lists(c)
    s = Screen([BUILD + "/comptoir"], c.env)
    s.until_quiet(s.start, quiet=0.5)
    s.key(b"w", quiet=0.3)
    s.key(b"all\r", text=b"shown")
    s.key(END, quiet=0.5)
    s.key(HOME, quiet=0.5)
    return s


def forget_lists(c):
    lists = os.path.join(c.home, "state/lists")
    if os.path.exists(lists):
        os.unlink(lists)


def bench_start(c, got):
    """To the first full screen: its last line.  Counts and sums come after it."""
    starts, all_there, floors = [], [], []
    forget_lists(c)
    for _ in range(9):
        f = Screen([BUILD + "/tests/bench/floor"], {})
        floors.append(f.until_quiet(f.start, text=b"row 0"))
        f.close()
        s = Screen([BUILD + "/comptoir"], c.env)
        starts.append(s.until_quiet(s.start, text=b"quit"))
        all_there.append(s.last - s.start)
        s.close()
    got["start"] = median(starts)
    row("start to the first full screen", ratio(median(starts), median(floors)), "2.5x", "%.1f ms; with counts and sums %.1f ms" % (
        median(starts) * 1000, median(all_there) * 1000))


def bench_keys(s, f, n_keys, got, when=""):
    for name, data, n in (("down", DOWN, n_keys), ("page down", PAGE, n_keys // 2)):
        ours, floor, cpu = [], [], cpu_ms(s)
        before = s.bytes
        for _ in range(8):
            f.key(HOME)
            s.key(HOME)
            floor += f.keys(data, n // 8)
            ours += s.keys(data, n // 8)
        cpu = (cpu_ms(s) - cpu) / len(ours)
        got[name + when] = median(ours)
        row("%s%s, p50" % (name, when), ratio(median(ours), median(floor)), "1.5x", "%.2f ms, processor %.2f" % (median(ours) * 1000, cpu))
        row("%s%s, p99" % (name, when), ratio(p99(ours), p99(floor)), "2.0x", "%.2f ms" % (p99(ours) * 1000))
        if not when:
            row("bytes a key, %s" % name, "%.0f" % ((s.bytes - before) / (len(ours) + 8)), "-")


def bench_ends(s, page, when):
    s.key(HOME)
    ends = [(s.key(END) or 0, s.key(HOME) or 0) for _ in range(9)]
    row("last row%s, of a page" % when, ratio(median([e[0] for e in ends]), page), "2.0x")
    row("first row%s, of a page" % when, ratio(median([e[1] for e in ends]), page), "2.0x")


def filtered(s, needle):
    """Seconds to the first screen that a pasted filter brings, and to its exact count and sum: the last
    thing that is drawn, a few bytes where the rows are hundreds."""
    at = time.perf_counter()
    os.write(s.fd, b"/" + needle)
    first = last = None
    while select.select([s.fd], [], [], 1.0)[0]:
        n = len(os.read(s.fd, 1 << 16))
        s.bytes += n
        last = time.perf_counter() - at
        if n > 150 or first is None:
            first = last
    for key in (b"\x1b", b"\x1b", HOME):
        s.key(key, quiet=0.2)
    return first or 0, last or 0


# Frequent, seldom and never; names, amounts and numbers.  Each is asked once: what a filter found is remembered.
NEEDLES = (("filter, a word", "0.10x", (b"letourneau", b"poirier", b"concrete", b"1165", b"k-11", b"maple", b"inc")),
           ("filter, 1-2 letters", "0.50x", (b"zz", b"le", b"q", b"e", b"77", b"or", b"xw")),
           ("filter, no hit", "0.50x", (b"qqqqqq", b"zqxzq", b"granite roof", b"999999999", b"xqxqx")))


def bench_filter(c, s, folder, got):
    """A word of every kind: of fzf with the same word, then the median of those."""
    for name, bar, needles in NEEDLES:
        ours = [filtered(s, needle) for needle in needles]
        fzf = [fzf_seconds(c, folder, needle) for needle in needles]
        for what, bar, took in (("", bar, [o[0] for o in ours]), (", count and sum", "1.00x", [o[1] for o in ours])):
            ratios = [ratio(t, f) for t, f in zip(took, fzf)]
            worst = max(range(len(took)), key=lambda i: ratios[i] or 0)
            row(name + what + ", of fzf", median(ratios) if fzf[0] else None, bar, "%.1f ms; at most %.2fx, %.1f ms, \"%s\"" % (
                median(took) * 1000, ratios[worst] or 0, took[worst] * 1000, needles[worst].decode()), least=1000000)
        if name == NEEDLES[0][0]:
            got["filter"] = median([o[0] for o in ours])


# VisiData over the same million rows, once and for all: it is seldom installed.
VISIDATA_SORT = {1000000: 6.05}


def bench_sort(c, s):
    """The chosen column goes from the invoice's number to vendor (text), amount (number), and back."""
    for name, there, key, bar in (("sort by text", b"\x1b[C", b"o", "0.083x"),
                                  ("sort by number", b"\x1b[C" * 4, b"o", "0.017x"),
                                  ("second sort", b"\x1b[D" * 4, b"+", "0.083x")):
        s.key(there, quiet=0.3)
        times = [s.key(key, quiet=0.4) or 0 for _ in range(3)]
        took = median(times)
        if c.n in VISIDATA_SORT:
            row(name + ", of VisiData", ratio(took, VISIDATA_SORT[c.n]), bar, "%.1f ms" % (took * 1000))
        else:
            row(name + ", of VisiData", "%.1f ms" % (took * 1000), bar)
    s.key(HOME, quiet=0.3)


def bench_tabs(s, page):
    there, back = [], []
    for _ in range(9):
        there.append(s.key(b"]", quiet=0.2) or 0)
        back.append(s.key(b"[", quiet=0.2) or 0)
    row("another tab, of a page", ratio(median(there + back), page), "2.0x", "%.2f ms" % (median(there + back) * 1000))


def bench_screen(c, folder, n_keys, base):
    print("\nScreens, %d invoices (40 x 200; floor = a bare curses program)" % c.n, flush=True)
    got = {}
    bench_start(c, got)
    f = Screen([BUILD + "/tests/bench/floor"], {})
    f.until_quiet(f.start)
    s = all_invoices(c)
    bench_keys(s, f, n_keys, got)
    page = median(f.keys(PAGE, 40))
    bench_ends(s, page, "")
    s.key(HOME)
    row("300 keys at once, of floor", ratio(s.key(DOWN * 300), f.key(DOWN * 300)), "0.33x")
    s.key(HOME)
    bench_tabs(s, page)
    bench_filter(c, s, folder, got)
    bench_sort(c, s)
    bench_ends(s, page, ", other order")
    mib = s.rss_mib()
    row("resident, idle", "%.0f MiB" % mib, "64 MiB", holds=mib <= 64)
    s.close()
    s = all_invoices(c)
    sync = subprocess.Popen([BUILD + "/comptoir", "--passphrase-fd", "0", "sync", "--no-export", "--full"],
                            stdin=subprocess.PIPE, env=dict(os.environ, **c.env), stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)
    sync.stdin.write(c.passphrase.encode())
    sync.stdin.close()
    time.sleep(1)
    bench_keys(s, f, n_keys // 2, {}, " while a sync writes")
    if sync.poll() is not None:
        print("  (the sync ended before the keys did)")
    sync.terminate()
    sync.wait()
    s.close()
    f.close()
    for name in got if base else ():
        row("growth of %s" % name, ratio(got[name], base[name]), "5.00x" if name == "filter" else "1.25x")
    return base or got


def main():
    sizes = [int(a) for a in sys.argv[1:]] or [int(a) for a in os.environ.get("BENCH_ROWS",
                                                                              "10000 100000 1000000").split()]
    missing = [p for p in ("fzf", "vd") if not shutil.which(p)]
    if missing:
        print("not installed: %s%s" % (", ".join(missing), "; sorts of 1,000,000 rows are compared with the 6.05 s "
                                       "VisiData 2.11 once took" if "vd" in missing else ""))
    base = None
    print("processor time is user and system; ratios of medians, run in turn; machine: %d processors, load %.1f"
          % (os.cpu_count(), os.getloadavg()[0]))
    with tempfile.TemporaryDirectory(prefix="comptoir-bench-") as folder:
        bench_unlock(folder)
        for n in sizes:
            NOW["rows"] = n
            c = Company(n, folder)
            try:
                if not c.filled:
                    c.set_up()
                    bench_import(c, folder)
                base = bench_screen(c, folder, 200 * int(os.environ.get("BENCH_REPEAT", "1")), base)
            finally:
                c.close()
    table()


main()
