using System.Runtime.InteropServices;
using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>
/// The reports of a scenario, streamed. The same scenario gives the same reports, and any minute is the same whether it is drawn alone
/// or in a row. Not safe for use by several threads at once.
/// </summary>
public sealed class ScenarioReports
{
    private const int MillisecondsPerMinute = 60_000;
    private const int SpammerRange = 1_000_000;

    private readonly Scenario _scenario;
    private readonly List<Source> _usual = [];
    private readonly List<Source> _excess = [];
    private readonly List<ScenarioReport> _minute = [];
    private readonly ILookup<ServiceId, ScenarioLull> _lulls;

    public ScenarioReports(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _scenario = scenario;
        var services = scenario.Services.ToDictionary(s => s.Id);
        foreach (var service in scenario.Services)
        {
            _usual.Add(new Source(_usual.Count, service, service.Regions, service.Symptoms, service.UsualAt));
        }

        var number = _usual.Count;
        foreach (var outage in scenario.Outages)
        {
            _excess.Add(new Source(number++, services[outage.Service], outage.Regions, outage.Symptoms, outage.PerMinuteAt));
            foreach (var stray in scenario.Strays.Where(s => s.Of == outage.Service))
            {
                // They take the place of the victim's users, but choose among what the rival's form offers.
                var rival = services[stray.To];
                var reach = 1.0;
                var regions = stray.Regions is { } where ? outage.Regions.Within(where, out reach) : outage.Regions;
                _excess.Add(new Source(number++, rival, regions ?? outage.Regions, stray.Symptoms ?? rival.Symptoms, t => regions is null ? 0 : reach * stray.Share * outage.PerMinuteAt(t)));
            }
        }

        foreach (var surge in scenario.Surges)
        {
            var service = services[surge.Service];
            _excess.Add(new Source(number++, service, surge.Regions, service.Symptoms, t => surge.ExcessAt(t) * service.UsualAt(t)));
        }

        // Last, so that a day without them has the numbers it always had.
        foreach (var burst in scenario.Bursts)
        {
            var (own, seed) = (number++, scenario.Seed);
            _usual.Add(new Source(own, services[burst.Service], burst.Regions, burst.Symptoms, t => burst.PerMinuteAt(t, seed, own)));
        }

        _lulls = scenario.Lulls.ToLookup(l => l.Service);
    }

    /// <summary>The quiet time before the start, minute by minute, as counts.</summary>
    public IEnumerable<ScenarioMinute> History() => HistoryUntil(_scenario.Start);

    /// <summary>The quiet time, gone on with until a later time: as if the outages before it had not been.</summary>
    /// <param name="end">Start of the first minute that is left out.</param>
    public IEnumerable<ScenarioMinute> HistoryUntil(DateTimeOffset end)
    {
        for (var minute = _scenario.Start - _scenario.History; minute < end; minute += TimeSpan.FromMinutes(1))
        {
            foreach (var source in _usual)
            {
                foreach (var count in CountsOf(source, minute))
                {
                    yield return count;
                }
            }
        }
    }

    /// <summary>The played part, in order of time.</summary>
    public IEnumerable<ScenarioReport> Played() => Played(_scenario.Start, _scenario.End);

    /// <summary>Part of the played part, in order of time.</summary>
    /// <param name="from">Start of a minute.</param>
    /// <param name="to">Start of the first minute that is left out.</param>
    public IEnumerable<ScenarioReport> Played(DateTimeOffset from, DateTimeOffset to)
    {
        for (var minute = from; minute < to; minute += TimeSpan.FromMinutes(1))
        {
            FillMinute(minute);
            for (var i = 0; i < _minute.Count; i++)
            {
                yield return _minute[i];
            }
        }
    }

    private static long MinuteNumber(DateTimeOffset minute) => minute.ToUnixTimeSeconds() / 60;

    // Whatever the scale, a minute must fit in memory.
    private int CountOf(ref ScenarioRandom random, Source source, DateTimeOffset minute, double arriving) => CountSampler.Draw(
        ref random,
        arriving * Math.Min(ScenarioLimits.PerMinute, _scenario.Scale * source.PerMinuteAt(minute + TimeSpan.FromSeconds(30))),
        source.Service.Dispersion);

    /// <summary>The part of a service's reports that reaches the node.</summary>
    private double Arriving(ServiceId service, DateTimeOffset minute)
    {
        var left = 1.0;
        foreach (var lull in _lulls[service])
        {
            left *= minute >= lull.From && minute < lull.To ? lull.Left : 1;
        }

        return left;
    }

    private List<ScenarioMinute> CountsOf(Source source, DateTimeOffset minute)
    {
        var random = ScenarioRandom.For(_scenario.Seed, source.Number, MinuteNumber(minute));
        var counts = new List<ScenarioMinute>();
        for (var left = CountOf(ref random, source, minute, 1); left > 0; left--)
        {
            var region = source.Regions.Values[source.Regions.Draw(ref random)];
            var symptom = source.Symptoms.Values[source.Symptoms.Draw(ref random)];
            var index = counts.FindIndex(c => c.Region == region && c.Symptom == symptom);
            if (index < 0)
            {
                counts.Add(new ScenarioMinute(minute, source.Service.Id, region, symptom, 1));
            }
            else
            {
                counts[index] = counts[index] with { Count = counts[index].Count + 1 };
            }
        }

        return counts;
    }

    private void FillMinute(DateTimeOffset minute)
    {
        _minute.Clear();
        foreach (var source in _usual)
        {
            AddReports(source, minute);
        }

        foreach (var source in _excess)
        {
            AddReports(source, minute);
        }

        for (var i = 0; i < _scenario.Spams.Count; i++)
        {
            AddSpam(i, minute);
        }

        // Reporters are numbered in the order in which they were drawn, so ties end in one order only.
        CollectionsMarshal.AsSpan(_minute).Sort(static (a, b) =>
        {
            var byTime = a.Time.UtcTicks.CompareTo(b.Time.UtcTicks);
            return byTime != 0 ? byTime : a.Reporter.CompareTo(b.Reporter);
        });
    }

    private void AddReports(Source source, DateTimeOffset minute)
    {
        var number = MinuteNumber(minute);
        var random = ScenarioRandom.For(_scenario.Seed, source.Number, number);
        var count = CountOf(ref random, source, minute, Arriving(source.Service.Id, minute));
        for (var i = 0; i < count; i++)
        {
            var report = new ScenarioReport(
                minute.AddMilliseconds(random.NextInt32(MillisecondsPerMinute)),
                source.Service.Id,
                source.Symptoms.Values[source.Symptoms.Draw(ref random)],
                source.Regions.Values[source.Regions.Draw(ref random)],
                (number << 32) + _minute.Count);
            _minute.Add(report);
            if (_scenario.RepeatShare > 0 && random.NextDouble() < _scenario.RepeatShare)
            {
                _minute.Add(report with { Time = Between(report.Time, minute.AddMinutes(1), ref random) });
            }
        }
    }

    // The second report follows the first, in the same minute, so that a minute stands alone.
    private static DateTimeOffset Between(DateTimeOffset from, DateTimeOffset to, ref ScenarioRandom random) =>
        from.AddMilliseconds(random.NextInt32((int)(to - from).TotalMilliseconds));

    private void AddSpam(int index, DateTimeOffset minute)
    {
        var spam = _scenario.Spams[index];
        if (minute < spam.From || minute >= spam.To)
        {
            return;
        }

        var random = ScenarioRandom.For(_scenario.Seed, -1 - index, MinuteNumber(minute));
        for (var left = CountSampler.Draw(ref random, Arriving(spam.Service, minute) * spam.PerMinute, double.PositiveInfinity); left > 0; left--)
        {
            _minute.Add(new ScenarioReport(
                minute.AddMilliseconds(random.NextInt32(MillisecondsPerMinute)),
                spam.Service,
                spam.Symptoms.Values[spam.Symptoms.Draw(ref random)],
                spam.Regions.Values[spam.Regions.Draw(ref random)],
                -1 - ((long)index * SpammerRange) - random.NextInt32(spam.Reporters)));
        }
    }

    /// <summary>One stream of reports with its own random numbers.</summary>
    private sealed record Source(
        int Number,
        ScenarioService Service,
        ScenarioMix<RegionId> Regions,
        ScenarioMix<SymptomId> Symptoms,
        Func<DateTimeOffset, double> PerMinuteAt);
}
