using Groundswell.Signals;

namespace Groundswell.Detection;

/// <summary>
/// Turns what the probes of a target see into a log Bayes factor. A vantage sees an outage with probability
/// <see cref="Hit"/>, and one where there is none with <see cref="FalseAlarm"/>; vantages share networks and moments, so that n of them
/// that agree are worth 1 + ln n of one.
/// </summary>
public static class ProbeEvidence
{
    /// <summary>P(a vantage sees it fail | it is down).</summary>
    public const double Hit = 0.8;

    /// <summary>P(a vantage sees it fail | it is up), after the second failed run.</summary>
    public const double FalseAlarm = 0.01;

    /// <summary>Probes that saw it fail must see it well for so long before they speak for its recovery.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromMinutes(3);

    private static readonly double Failing = Math.Log(Hit / FalseAlarm);
    private static readonly double Well = Math.Log((1 - Hit) / (1 - FalseAlarm));

    /// <returns>Null where no vantage has a fresh view.</returns>
    public static EvidenceWeight? Weigh(ProbeVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (verdict.Known == 0)
        {
            return null;
        }

        var worth = (1 + Math.Log(verdict.Known)) / verdict.Known;
        var expected = (Hit * Failing) + ((1 - Hit) * Well);
        return new EvidenceWeight(
            worth * ((verdict.Failing * Failing) + ((verdict.Known - verdict.Failing) * Well)),
            worth * verdict.Known * expected,
            verdict.At);
    }

    /// <summary>
    /// What the detector says of a service together with what its probes see: it is down where a quorum of vantages sees it fail and its
    /// reports do not speak against that more strongly; where they do, something may be wrong with the probes, and it is suspect.
    /// </summary>
    public static ServiceAssessment Join(ServiceAssessment reports, ProbeVerdict? probes)
    {
        ArgumentNullException.ThrowIfNull(reports);
        if (probes is null)
        {
            return reports;
        }

        var weight = Weigh(probes);
        var worksAgain = reports.WorksAgain || (probes is { State: ProbeState.Up, WellSince: { } since } && probes.At - since >= Trusted);
        var joined = reports with { Probes = probes, ProbeWeight = weight, WorksAgain = worksAgain };
        if (probes.State == ProbeState.Down && weight is { } w)
        {
            var heard = reports.State == SeriesState.Unknown || !double.IsFinite(reports.Total.LogBayesFactor) ? 0 : reports.Total.LogBayesFactor;
            var state = heard + w.LogBayesFactor > 0 ? SeriesState.Down : SeriesState.Suspect;
            return joined with
            {
                State = state > reports.State || reports.State == SeriesState.Recovering ? state : reports.State,
                Onset = reports.Onset ?? probes.FailingSince,

                // Where nothing is known of the usual, none is expected: an incident's figures are numbers.
                RecentExpected = double.IsFinite(reports.RecentExpected) ? reports.RecentExpected : 0,
                RecentReports = double.IsFinite(reports.RecentReports) ? reports.RecentReports : 0,
                At = probes.At > reports.At ? probes.At : reports.At,
            };
        }

        // What was down when its vantages lost their sight has not come back by that.
        if (probes is { WasDown: true, State: ProbeState.Unknown } && reports.State is SeriesState.Normal or SeriesState.Recovering)
        {
            return joined with { State = SeriesState.Unknown };
        }

        // A service that nobody reports on is still known to be up where its probes say so.
        return reports.State == SeriesState.Unknown && probes.State is ProbeState.Up or ProbeState.Degraded
            ? joined with { State = SeriesState.Normal, At = probes.At > reports.At ? probes.At : reports.At }
            : joined;
    }
}
