#!/usr/bin/env python3
"""Reads a trace of `eng/bench.sh lives --trace FILE` and says where what was published was not so.

    lives.py FILE               of each life what failed, and the commonest kinds of wrong or missing minutes
    lives.py FILE LIFE...       these lives as a history: a line whenever truth, names or findings change

Minutes are those of the life. Only the standard library is used.
"""
import collections
import json
import sys

BAD = ("wrong", "silent", "link")
LEAST, MOST = 15, 5  # minutes from which a life is shown; kinds of minutes shown of it


def lives(path):
    """Each life with its minutes."""
    life = None
    with open(path) as lines:
        for line in lines:
            record = json.loads(line)
            if "kind" in record:
                if life:
                    yield life, minutes
                life, minutes = record, []
            else:
                minutes.append(record)
    if life:
        yield life, minutes


def head(life):
    print(f"life {life['life']}: {life['kind']}, seed {life['seed']}" + (f", alone: {life['alone']}" if life["alone"] else ""))
    for outage in life["outages"]:
        times = ", ".join(f"{name} {outage[name]:.0f}" for name in ("partialAt", "relapseAt", "probesWellAt") if outage[name])
        print(f"   {outage['component']} {outage['from']:.0f}–{outage['to']:.0f}, incident {outage['incident']}, wave {outage['wave']}, {outage['services']} services"
              + (f", {times}" if times else "") + (", its probes miss it" if outage["unseen"] else ""))
        if len(outage["components"]) > 1:
            print("      and with it " + " ".join(outage["components"][1:]))
    suppliers = {outage["component"].split("/")[0] for outage in life["outages"]}
    said = [notice for notice in life["notices"] if notice.split("/")[0] in suppliers]
    if said:
        print("   notices of its suppliers: " + " ".join(said))


def show(minute):
    published = ", ".join(f"{p['name']} {p['p']:.2f}" + (" repaired" if p["repaired"] else "") for p in minute["published"]) or "nothing"
    found = "; ".join(f"{f['name']} {f['p']:.2f} ({f['services']} services: {', '.join(f['why'])})" for f in minute["found"][:2]) or "nothing"
    return f"{minute['visible']} to be seen, {minute['down']} down; published: {published}; found: {found}"


def summary(life, minutes):
    kinds = collections.defaultdict(list)
    for minute in minutes:
        if minute["what"] in BAD:
            kinds[minute["what"], minute["phase"], " + ".join(p["name"] for p in minute["published"])].append(minute)
    if sum(map(len, kinds.values())) < LEAST:
        return
    head(life)
    for (what, phase, names), those in sorted(kinds.items(), key=lambda k: -len(k[1]))[:MOST]:
        print(f"   {len(those)} min {what}, {phase}, {names or 'nothing'}; first at {those[0]['minute']}: {show(those[0])}")


def history(life, minutes):
    head(life)
    before = None
    for minute in minutes:
        now = (minute["phase"], minute["what"], minute["truth"], [(p["name"], p["repaired"], p["state"]) for p in minute["published"]], [f["name"] for f in minute["found"]])
        if now != before:
            print(f"   {minute['minute']:5} {minute['phase']}, {minute['what']}, fails: {' '.join(minute['truth']) or 'nothing'}; {show(minute)}")
            before = now


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    chosen = {int(number) for number in sys.argv[2:]}
    for life, minutes in lives(sys.argv[1]):
        if not chosen:
            summary(life, minutes)
        elif life["life"] in chosen:
            history(life, minutes)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.stderr.close()
