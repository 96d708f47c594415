"""Kinds of which false spells a week are counted."""
from made import DAY, HOUR, MINUTE, UTC, WEEK, Clock, bin_name, bump, curve_at, day_curve, draw, draw_like, measured, spells, usual_week


def rate_table(judge, series, rates, head):
    """False spells a week after `facts['from']`, by cell."""
    print(f"   {head}" + "".join(f" | F={F:<6g} a week (spells)" for F in rates) + " | weeks")
    rows, weeks = {}, {}
    for one in series:
        weeks[one.facts["cell"]] = weeks.get(one.facts["cell"], 0) + (len(one.counts) - one.row(one.facts["judged"])) * one.step / WEEK
    for F in rates:
        for one, down in zip(series, judge.down(series, F)):
            by = rows.setdefault(one.facts["cell"], {})
            by[F] = by.get(F, 0) + len(spells(down, one, one.row(one.facts["judged"]), len(down)))
    for cell, by in rows.items():
        print(f"   {cell:>{len(head)}}" + "".join(f" | {'':8} {n / weeks[cell]:6.3f} ({n:4})" for n in by.values()) + f" | {weeks[cell]:.0f}")
    total = sum(weeks.values())
    for F in rates:
        n = sum(by[F] for by in rows.values())
        print(f"   all, F={F:g}: {n / total:.4f} a week, {n} in {total:.0f} weeks, {n / total / F:.1f} times what was asked")


def weekend(judge):
    """asked: at most 2 F"""
    def commute(clock, level):
        def mean(t):
            _, weekday, hour = clock.local(t)
            peaks = 2.6 * bump(hour, 8, 0.9) + 2.2 * bump(hour, 17.3, 1.3) + 0.7 * bump(hour, 12.5, 2.5) if weekday < 5 else 0.9 * bump(hour, 14, 3.5)
            return level * (0.05 + peaks)
        return mean

    def nights(clock, level):
        def mean(t):
            _, weekday, hour = clock.local(t)
            night = (weekday in (4, 5) and hour >= 22) or (weekday in (5, 6) and hour < 4)
            return level * day_curve(hour, 0.6) * (3 if night else 1)
        return mean

    def recurring(clock, level):
        def mean(t):
            _, weekday, hour = clock.local(t)
            return level * day_curve(hour, 0.5) * (4 if weekday == 2 and 20 <= hour < 22 else 1)
        return mean
    series = []
    for name, shape, judged in (("commute", commute, 3 * WEEK), ("nights x 3", nights, 3 * WEEK), ("recur", recurring, 5 * WEEK)):
        for zone in ("America/Los_Angeles", "Asia/Tokyo", "Europe/Berlin"):
            for level, step, weeks in ((1, 5, 12), (20, 5, 12), (100, 15, 12), (20, 1, 5), (10, 60, 12)):
                if (step == 1 and (zone != "America/Los_Angeles" or name == "recur")) or (step == 60 and name == "recur"):
                    continue
                for i in range(judge.many):
                    series.append(draw("", f"{judge.seed} {name} {zone} {level} {step} {i}", step * 60, weeks * WEEK, shape(Clock(zone), level), slow=0.07, zone=zone,
                                       cell=f"{name} {zone.split('/')[1]} {level}/min {bin_name(step * 60)}", judged=judged))
    for name, zone in (("pge-all", "America/Los_Angeles"), ("PFE", "America/New_York"), ("purchase-03", "America/Los_Angeles"), ("ingress-03", "Asia/Tokyo")):
        curves = measured()[name]["weekend"]["curves"]
        for level, step in ((1, 5), (20, 5), (20, 60)):
            clock = Clock(zone)
            series.append(draw("", f"{judge.seed} weekend {name} {level} {step}", step * 60, 12 * WEEK, lambda t: level * curve_at(curves, clock, t), slow=0.07, zone=zone,
                               cell=f"as {name} {level}/min {bin_name(step * 60)}", judged=3 * WEEK))
    rate_table(judge, series, judge.rates(1, 0.05, 0.0022), f"{'shape, zone, level, bin':>36}")


def month(judge):
    """asked: at most 2 F"""
    holidays = {(4, 3), (4, 6), (5, 1), (5, 25), (6, 4), (7, 3), (9, 7)}

    def shape(clock, level, kind):
        days = {}

        def factor(t):
            day = clock.local(t)[0]
            if day not in days:
                today, next_day, before = clock.date(t), clock.date(t + DAY), clock.date(t - DAY)
                weekday, f = today.weekday(), 1.0
                if kind in ("month end", "all"):
                    f *= 1.8 if next_day.day == 1 or today.day == 1 else 1.35 if today.day in (2, 30) else 1
                if kind in ("pay day", "all"):
                    f *= 1.6 if today.day in (15, 25) else 1.25 if today.day in (16, 26) else 1
                if kind in ("holidays", "all"):
                    if (today.month, today.day) in holidays:
                        f *= 0.25
                    elif (before.month, before.day) in holidays or (before.weekday() == 6 and any((clock.date(t - k * DAY).month, clock.date(t - k * DAY).day) in holidays for k in (3, 4))):
                        f *= 1.7
                    elif (next_day.month, next_day.day) in holidays:
                        f *= 1.3
                days[day] = f * (0.15 if weekday == 6 else 0.4 if weekday == 5 else 1.15 if weekday == 0 else 1)
            return days[day]

        def mean(t):
            hour = clock.local(t)[2]
            return level * factor(t) * (0.02 + 1.7 * bump(hour, 10.5, 1.8) + 1.4 * bump(hour, 15, 2.2))
        return mean
    series = []
    for kind in ("none", "month end", "pay day", "holidays", "all"):
        for level, step, phi in ((0.5, 60, 2), (5, 60, 5), (50, 60, 20), (5, 15, 3)):
            for i in range(judge.many):
                for zone in ("America/New_York", "Europe/Berlin"):
                    series.append(draw("", f"{judge.seed} month {kind} {level} {step} {i} {zone}", step * 60, 32 * WEEK, shape(Clock(zone), level, kind), phi=phi, proportional=0.05, slow=0.08, zone=zone,
                                       cell=f"{kind} {level}/min {bin_name(step * 60)}", judged=8 * WEEK))
    rate_table(judge, series, judge.rates(), f"{'days, level, bin':>24}")


def scatter(judge):
    """asked: at most 2 F; `like` is a series with the properties measured of a real one, its bursts left out"""
    series, real = [], measured()
    for name, zone in (("ingress-01", UTC), ("ingress-03", UTC), ("ingress-05", UTC), ("mongo-01", UTC), ("purchase-03", UTC), ("api-01", UTC), ("pge-all", "America/Los_Angeles"),
                       ("CRM", "America/New_York"), ("FB", "America/New_York"), ("IBM", "America/New_York"), ("PFE", "America/New_York")):
        one = real[name]
        step = one["step"]
        for i in range(judge.many * (2 if step < HOUR else 3)):
            weeks = 4 if step == MINUTE else 8 if step < HOUR // 2 else 16
            series.append(draw_like(one, f"{judge.seed} like {name} {i}", step, weeks * WEEK, zone, cell=f"{bin_name(step)} like {name}", judged=2 * WEEK))
    for step, weeks in ((1, 4), (5, 6), (15, 10), (60, 18)):
        for level, phi, proportional, slow, memory in ((20, 5, 0.05, 0.1, 6), (200, 5, 0.2, 0.15, 2), (200, 50, 0.05, 0.1, 24), (5000, 50, 0.1, 0.15, 6), (5000, 20, 0.05, 0.3, 24), (3, 5, 0.2, 0.2, 6)):
            for i in range((1 if step < 60 else 2) * judge.many):
                series.append(draw("", f"{judge.seed} scatter {step} {level} {phi} {i}", step * 60, weeks * WEEK, usual_week(Clock(UTC), level, 0.7), phi, proportional, slow, memory * HOUR,
                                   cell=f"{bin_name(step * 60)} {level}/min {phi} {proportional:.0%} {slow:.0%} {memory} h", judged=2 * WEEK))
    rate_table(judge, series, judge.rates(), f"{'bin, level, phi, c, slow, memory':>36}")
