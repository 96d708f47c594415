using Groundswell.Detection;
using Groundswell.Incidents;
using Groundswell.Signals;

namespace Groundswell.Tests.Incidents;

/// <summary>An incident knows what it rests on, from the first event to the last, and over a restart.</summary>
public sealed class IncidentEvidenceTests
{
    [Theory]
    [InlineData(0, 0.01, true, IncidentEvidence.Probes)]
    [InlineData(2, 0.1, true, IncidentEvidence.Probes)]
    [InlineData(60, 5, true, IncidentEvidence.ReportsAndProbes)]
    [InlineData(60, 5, false, IncidentEvidence.Reports)]
    [InlineData(2, 0.1, false, IncidentEvidence.Reports)]
    [InlineData(60, double.NaN, false, IncidentEvidence.Reports)]
    [InlineData(0, 0.01, false, IncidentEvidence.Other)]
    public void It_rests_on_what_was_seen(double reports, double expected, bool probed, IncidentEvidence evidence)
    {
        var day = new IncidentSimulator();
        for (var minute = 0; minute < 4; minute++)
        {
            var assessment = IncidentSimulator.Assessment(SeriesState.Down, reports, expected);
            day.Assess(assessment with { At = IncidentSimulator.Start.AddMinutes(minute), Probes = probed ? Failing : null });
        }

        Assert.Equal(evidence, day.Incident!.Evidence);
        Assert.Equal(evidence, day.Restart().Incident!.Evidence);
        Assert.Equal(probed ? new ProbesSeen(FailureClass.Http5xx, 2, 3) : null, day.Incident.Probes);
    }

    [Fact]
    public void What_probes_saw_survives_writing_and_reading_and_a_class_that_is_not_known_is_left_out()
    {
        var seen = new IncidentEvent.Resolved { At = DateTimeOffset.UnixEpoch, Probes = new ProbesSeen(FailureClass.TlsExpired, 1, 2) };

        Assert.Equal(seen, IncidentEventJson.Read(IncidentEventJson.Write(seen)));
        Assert.Equal(
            new ProbesSeen(null, 1, 2),
            IncidentEventJson.Read(IncidentEventJson.Write(seen).Replace("tls_expired", "melted", StringComparison.Ordinal)).Probes);
    }

    private static ProbeVerdict Failing { get; } = new()
    {
        Target = new ProbeTarget(IncidentSimulator.Service),
        State = ProbeState.Down,
        Failure = FailureClass.Http5xx,
        Failing = 2,
        Known = 3,
        Vantages = 3,
        At = IncidentSimulator.Start,
        Sightings = [],
    };
}
