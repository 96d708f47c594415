"""Asks groundswell diagnose, Zonemaster and delv about every case of the test bed. compare.sh starts it and says how."""
import argparse, json, statistics, subprocess, sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import credit

LONGEST = 120  # seconds that a tool gets for one question
ORDER = ["ok", "nxdomain", "empty", "servfail", "refused", "timeout", "lame", "dnssec", "wrong_answer", "delegation_mismatch",
         "inconsistent", "cname_dangling", "cname_loop", "missing_glue", "edns", "tcp", "ttl_collapse"]


def run(command):
    began = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST)
        return done.stdout, done.stderr, time.monotonic() - began
    except subprocess.TimeoutExpired:
        return "", f"no end within {LONGEST} s", time.monotonic() - began


def diagnose(bed, case, command):
    arguments = [case["name"], "--type", case["type"], "--hints", bed["hints"], "--trust-anchor", bed["trustAnchor"],
                 "--port", str(bed["port"]), "--json"]
    for resolver in case["resolvers"]:
        arguments += ["--resolver", resolver]
    out, err, seconds = run(command.split() + arguments)
    try:
        said = json.loads(out)
    except json.JSONDecodeError:
        return {"right": False, "said": (err or out)[:200], "seconds": seconds, "guilty": False}
    guilty = said.get("guilty") or []
    zones = {g.get("zone") for g in guilty}
    addresses = {g.get("address") for g in guilty if g.get("address")}
    blamed = (case["guiltyZone"] is None or case["guiltyZone"] in zones) and set(case["guiltyAddresses"]) <= addresses
    if case["guiltyAddresses"]:
        blamed = blamed and addresses <= set(case["guiltyAddresses"])
    return {"right": said["class"] == case["class"], "said": said["class"], "seconds": seconds,
            "guilty": blamed if case["class"] != "ok" else not guilty, "blamed": guilty}


def zonemaster(bed, case, command):
    """On the zone of the name, and on the one at fault if that is another: as one who knows where to look."""
    messages, spent = [], 0
    for zone in dict.fromkeys((z.rstrip(".") or ".") for z in (case["zone"], case["guiltyZone"] or case["zone"])):
        out, err, seconds = run(command.split() + ["--hints", bed["hints"], "--json", "--raw", "--no-progress", "--no-time", "--level", "NOTICE", zone])
        spent += seconds
        try:
            said = json.loads(out)
            messages += said["results"] if isinstance(said, dict) else said
        except (json.JSONDecodeError, KeyError):
            messages.append({"tag": "FAILED", "level": "CRITICAL", "args": err[:200]})
    return {"right": credit.zonemaster(case["class"], messages), "said": sorted({m["tag"] for m in messages}), "seconds": spent}


def delv(bed, case, command):
    """Through a resolver that does not validate, so that delv sees everything; through the user's own as well where the case has some.
    Names are taken out before the words are read: ours say what is wrong with them."""
    said, spent = "", 0
    for resolver in [bed["trustingResolver"], *case["resolvers"]]:
        out, err, seconds = run(command.split() + [f"@{resolver}", "-p", str(bed["port"]), "-a", bed["bindAnchor"], "+root=.", "-q", case["name"], "-t", case["type"]])
        said += out + err
        spent += seconds
    return {"right": credit.delv(case["class"], said.replace(case["name"], "NAME").replace(case["zone"], "ZONE") if case["zone"] != "." else said), "said": [l for l in said.splitlines() if l.startswith(";")][:6], "seconds": spent}


TOOLS = {"diagnose": diagnose, "zonemaster": zonemaster, "delv": delv}


def table(cases, results):
    tools = list(results)
    lines = ["| class | cases | " + " | ".join(tools) + " |", "|---|--:|" + "--:|" * len(tools)]
    for name in [c for c in ORDER if any(case["class"] == c for case in cases)]:
        at = [i for i, case in enumerate(cases) if case["class"] == name]
        lines.append(f"| `{name}` | {len(at)} | " + " | ".join(str(sum(results[t][i]["right"] for i in at)) for t in tools) + " |")
    every = range(len(cases))
    sick = [i for i in every if cases[i]["class"] != "ok"]
    quick = [i for i in every if not cases[i]["waits"]]

    def row(title, value):
        lines.append(f"| {title} | | " + " | ".join(value(results[t]) for t in tools) + " |")

    lines.append(f"| **all** | {len(cases)} | " + " | ".join(f"**{sum(r['right'] for r in results[t])}**" for t in tools) + " |")
    lines.append(f"| **causes** | {len(sick)} | " + " | ".join(f"**{sum(results[t][i]['right'] for i in sick)}**" for t in tools) + " |")
    row("seconds, median", lambda r: f"{statistics.median(x['seconds'] for x in r):.2f}")
    row("seconds, longest where nothing times out", lambda r: f"{max(r[i]['seconds'] for i in quick):.1f}")
    row("seconds, longest", lambda r: f"{max(x['seconds'] for x in r):.1f}")
    return "\n".join(lines)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--bed", required=True, help="command that starts the bed")
    p.add_argument("--tool", action="append", default=[], help="name=command")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--only", default="", help="only cases whose class or title contains this")
    a = p.parse_args()
    bed_process = subprocess.Popen(a.bed.split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        bed = json.loads(bed_process.stdout.readline() or sys.exit("compare: the bed did not start"))
        cases = [c for c in bed["cases"] if a.only in c["class"] or a.only in c["title"]]
        results = {}
        for tool in a.tool:
            name, command = tool.split("=", 1)
            with ThreadPoolExecutor(a.jobs) as pool:
                results[name] = list(pool.map(lambda c: TOOLS[name](bed, c, command), cases))
            print(f"{name}: {sum(r['right'] for r in results[name])} of {len(cases)}", file=sys.stderr, flush=True)
    finally:
        bed_process.stdin.close()
        bed_process.wait()
    a.out.mkdir(parents=True, exist_ok=True)
    (a.out / "cases.json").write_text(json.dumps([{**c, **{t: results[t][i] for t in results}} for i, c in enumerate(cases)], indent=1))
    print(table(cases, results))
    if "diagnose" in results:
        guilty = [i for i, c in enumerate(cases) if results["diagnose"][i]["right"] and not results["diagnose"][i]["guilty"]]
        print(f"\ngroundswell diagnose also blamed the right zone and servers in {sum(r['right'] for r in results['diagnose']) - len(guilty)} of its {sum(r['right'] for r in results['diagnose'])}.")
        for i, c in enumerate(cases):
            if not results["diagnose"][i]["right"] or not results["diagnose"][i]["guilty"]:
                r = results["diagnose"][i]
                print(f"- {c['name']} {c['type']} ({c['title']}): {c['class']} {c['guiltyZone']} {c['guiltyAddresses']}, said {r['said']} {r.get('blamed')}", file=sys.stderr)


if __name__ == "__main__":
    main()
