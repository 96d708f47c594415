using Groundswell.Detection;

namespace Groundswell.Incidents;

/// <summary>
/// Whether an outage's reports are going away, told from how fast they do. The detector calls a service down until its reports are at the usual,
/// which takes as many half-lives as the outage had doublings; people tire of reporting, but over hours. A drop within minutes, while nothing is
/// seen to fail, is the end of it; one that stops far above the usual is not.
/// </summary>
/// <param name="Level">Reports a minute above the usual before they began to go; null where they do not.</param>
/// <param name="Since">When they began to; or when the last time ended, of which no new one is made out. Null before the first.</param>
/// <param name="Trough">Fewest in eight minutes since.</param>
internal readonly record struct Ebb(double? Level, DateTimeOffset? Since, double Trough)
{
    private const double ShareWhereItWorks = 0.5; // of the level before, and down to this it may have ended, where it is seen to work
    private const double Share = 0.4; // where that is not known
    private const double RivalWhereItWorks = 0.75; // the share at which it would go on
    private const double Rival = 0.5;
    private const double SureWhereItWorks = 2.5; // nats against that it goes on at that
    private const double Sure = 3.5;
    private const double Wobble = 0.1; // variance that an outage's level has in a minute, as a share of its square
    private const double Rising = 1.5; // times the trough
    private const double Stuck = 0.7; // of a quarter of an hour before: it does not fall any more ...
    private const double Remnant = 0.1; // ... unless no more than this share of its level is left ...
    private const double Usual = 3; // ... or so many times the usual
    private const int Two = 0, Four = 1, Eight = 2, Sixteen = 3, HalfHour = 4, Hour = 5;

    public bool IsOn => Level is not null;

    /// <summary>The same after one more assessment.</summary>
    public Ebb Next(ServiceAssessment assessment)
    {
        if (assessment is not { State: SeriesState.Down, Probes: not { State: Signals.ProbeState.Down } })
        {
            return IsOn ? new Ebb(null, assessment.At, 0) : this;
        }

        var counts = CountsOf(assessment);
        var eight = Math.Max(0, Excess(counts, Eight));
        if (Level is { } level)
        {
            return IsBack(counts, level, assessment) || IsStuck(counts, level, assessment.At) ? new Ebb(null, assessment.At, 0) : this with { Trough = Math.Min(Trough, eight) };
        }

        var before = LevelBefore(counts, assessment.At);
        return Falls(counts) && HasFallen(counts, before, OpenShare(assessment.At), assessment.WorksAgain) ? new Ebb(before, assessment.At, eight) : this;
    }

    // A window ends with an open minute: of that, only so much has passed.
    private static double OpenShare(DateTimeOffset at) => at.Ticks % TimeSpan.TicksPerMinute is > 0 and var passed ? (double)passed / TimeSpan.TicksPerMinute : 1;

    private static bool HasFallen(in RecentCounts counts, double before, double open, bool worksAgain)
    {
        for (var window = Four; window <= Sixteen; window++)
        {
            var minutes = RecentCounts.Minutes[window] - 1 + open;
            var held = before * minutes;
            double reports = counts.Reports[window];
            var rival = counts.Expected[window] + ((worksAgain ? RivalWhereItWorks : Rival) * held);
            if (Excess(counts, window) > (worksAgain ? ShareWhereItWorks : Share) * held || reports >= rival)
            {
                continue;
            }

            // ln of how much better this many fit what was counted than the rival's, for a variance above that of chance.
            var better = (reports > 0 ? reports * Math.Log(reports / rival) : 0) + rival - reports;
            if (better >= (worksAgain ? SureWhereItWorks : Sure) * (Math.Max(1, counts.Scatter) + (Wobble * rival / minutes)))
            {
                return true;
            }
        }

        return false;
    }

    // No more in the last two minutes than in the two before, but for chance.
    private static bool Falls(in RecentCounts counts)
    {
        double last = counts.Reports[Two], earlier = counts.Reports[Four] - last;
        return last <= earlier + (2 * Math.Sqrt(earlier)) + 1;
    }

    // The level a quarter of an hour to an hour ago, less what chance may add; of minutes since the last ebb alone.
    private double LevelBefore(in RecentCounts counts, DateTimeOffset now)
    {
        var level = 0.0;
        for (var window = HalfHour; window <= Hour; window++)
        {
            var (minutes, shorter) = (RecentCounts.Minutes[window], RecentCounts.Minutes[window - 1]);
            if (Since is null || now - Since >= TimeSpan.FromMinutes(minutes))
            {
                double reports = counts.Reports[window] - counts.Reports[window - 1];
                level = Math.Max(level, (reports - (counts.Expected[window] - counts.Expected[window - 1]) - Math.Sqrt(reports)) / (minutes - shorter));
            }
        }

        return level;
    }

    // Above what was left when it began to go, or well above the fewest since; for a window that began before it did, only the one of four minutes tells.
    private bool IsBack(in RecentCounts counts, double level, ServiceAssessment assessment)
    {
        var eight = Excess(counts, Eight);
        return IsAbove(counts, Four)
            || (assessment.At - Since >= TimeSpan.FromMinutes(RecentCounts.Minutes[Eight])
                && (IsAbove(counts, Eight) || eight > (Rising * Trough) + (3 * Math.Sqrt(Trough + counts.Expected[Eight])) + 3));

        bool IsAbove(in RecentCounts counts, int window)
        {
            var left = (assessment.WorksAgain ? ShareWhereItWorks : Share) * level * RecentCounts.Minutes[window];
            return Excess(counts, window) > left + (2 * Math.Sqrt(left + counts.Expected[window] + (Wobble * left * left / RecentCounts.Minutes[window])));
        }
    }

    private bool IsStuck(in RecentCounts counts, double level, DateTimeOffset now)
    {
        var (last, earlier) = (Excess(counts, Sixteen), Excess(counts, HalfHour) - Excess(counts, Sixteen));
        return now - Since >= TimeSpan.FromMinutes(RecentCounts.Minutes[Sixteen])
            && last >= Stuck * earlier
            && last >= Remnant * level * RecentCounts.Minutes[Sixteen]
            && counts.Reports[Sixteen] >= Math.Max(Usual, Usual * counts.Expected[Sixteen]);
    }

    private static double Excess(in RecentCounts counts, int window) => counts.Reports[window] - counts.Expected[window];

    // Of the whole; or of the countries that carry it, where the whole shows nothing.
    private static RecentCounts CountsOf(ServiceAssessment assessment)
    {
        if (assessment.Total.State == SeriesState.Down)
        {
            return assessment.Counts;
        }

        var worst = assessment.Regions.Where(r => r.State == SeriesState.Down).Select(r => r.Region).ToHashSet();
        var places = assessment.Places.Where(p => worst.Contains(p.Country)).Select(p => p.Counts).ToList();
        return places.Count == 0
            ? assessment.Counts
            : places.Aggregate((a, b) => new RecentCounts(a.Reports + b.Reports, a.Expected + b.Expected, Math.Max(a.Scatter, b.Scatter), Math.Max(a.Drift, b.Drift)));
    }
}
