#!/usr/bin/env python3
"""How `groundswell detect` does on kinds of series that counts of reports really show. Standard library only.
usage: kinds.py EXECUTABLE [KIND ...] [--false-alarms F,...] [--series N] [--seed TEXT] [--zone-option NAME] [--real DIRECTORY] [--keep DIRECTORY]

KIND     what is in the series                                        what is counted
lull     two weeks, then silence, a tenth or a half, then as before   series down within a day of the return, and for how long; `none` is the
                                                                      same without a lull: what chance does at this F
bursts   four weeks with a burst a day, then two hours of outage      outages found, down spells a week before it, and those at no burst
pge      real power cuts with two hours of 4.4 and 18 times the       outages found: at any time, at calm ones, in cities with a cut in one to
         usual laid into them (--real)                                six half hours, and in made-up quiet histories of the same level and day
weekend  weekends of another shape, in zones off UTC                  false spells a week after two weekends (`recur`: after four)
month    month ends, pay days, days around holidays                   false spells a week after eight weeks
scatter  busy, over-dispersed, drifting, no outage                    false spells a week after two weeks
newusual a change that stays                                          share of days 3 to 6 after it that is down, spells of these six days
downdetector  a day of 15-minute counts with an outage of 10 to 100   outages found within two hours, and the delay past publication
         times the usual, after four weeks of quiet ones

All series are made from --seed, so two runs judge the same ones. --series N makes N times as many. A spell is a run of `down` rows; breaks of at most half an hour
(or one bin) are none. --zone-option says with which option `detect` takes the zone of a file; without it all days are UTC days to it.
Figures stand with what they were counted from: 3/40 is three of forty."""
import argparse
import os
import shlex
import subprocess
import tempfile
import time
from datetime import datetime, timezone

from kindsets import KINDS

USUAL_RATES = (1, 0.2, 0.05, 0.0022)


class Judge:
    """Runs the detector over series, and says which rows are down."""

    def __init__(self, arguments, folder):
        self.arguments, self.folder, self.seed = arguments, folder, arguments.seed
        self.many, self.real, self._stamps = arguments.series, arguments.real, {}

    def rates(self, *usual):
        return self.arguments.rates or usual or USUAL_RATES

    def down(self, series, rate):
        """A list of whether each row is down, for each series."""
        result, groups = [None] * len(series), {}
        for i, one in enumerate(series):
            zone = one.facts.get("zone", "UTC") if self.arguments.zone_option else ""
            groups.setdefault((one.step, zone), []).append(i)
        for (step, zone), members in groups.items():
            source, out = os.path.join(self.folder, "in.csv"), os.path.join(self.folder, "out.csv")
            self._write(source, [series[i] for i in members])
            command = [*shlex.split(self.arguments.executable), "detect", source, "--out", out, "--false-alarms", f"{rate:g}", "--bin", f"{step}s"]
            if zone:
                command += [self.arguments.zone_option, zone]
            ran = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if ran.returncode != 0:
                raise SystemExit(f"{' '.join(command)} ended with {ran.returncode}: {ran.stderr.strip()}")
            with open(out) as file:
                state = next(file).strip().split(",").index("state") - 9
                assert state == -2, "the columns of OUT are not those of this version"
                rows = [line.rsplit(",", 2)[1] == "down" for line in file]
            first = 0
            for i in members:
                result[i] = rows[first:first + len(series[i].counts)]
                first += len(series[i].counts)
            assert first == len(rows), "OUT has other rows than the file"
        return result

    def _write(self, path, series):
        with open(path, "w") as file:
            file.write("series,time,count\n")
            for number, one in enumerate(series):
                file.write("".join(f"{number:04d},{self._stamp(one.time(row))},{count}\n" for row, count in enumerate(one.counts)))

    def _stamp(self, moment):
        text = self._stamps.get(moment)
        if text is None:
            text = self._stamps[moment] = datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("executable")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--false-alarms", metavar="F,...")
    parser.add_argument("--series", type=int, default=1, metavar="N")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--zone-option", metavar="NAME")
    parser.add_argument("--real", metavar="DIRECTORY", help="where pge.csv.gz is")
    parser.add_argument("--keep", metavar="DIRECTORY", help="where the last file and its result stay")
    arguments = parser.parse_args()
    unknown = [kind for kind in arguments.kinds if kind not in KINDS]
    if unknown:
        parser.error(f"{unknown[0]} is no kind; there are {', '.join(KINDS)}")
    arguments.rates = tuple(float(rate) for rate in arguments.false_alarms.split(",")) if arguments.false_alarms else None
    with tempfile.TemporaryDirectory() as folder:
        if arguments.keep:
            os.makedirs(arguments.keep, exist_ok=True)
        judge = Judge(arguments, arguments.keep or folder)
        for kind in arguments.kinds or KINDS:
            began = time.monotonic()
            print(f"== {kind}: {KINDS[kind].__doc__}", flush=True)
            KINDS[kind](judge)
            print(f"   ({time.monotonic() - began:.0f} s)\n", flush=True)


if __name__ == "__main__":
    main()
