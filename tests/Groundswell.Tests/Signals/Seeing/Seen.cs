using System.Globalization;
using Groundswell.Catalogue.Probing;
using Groundswell.Signals;
using Groundswell.Signals.Seeing;

namespace Groundswell.Tests.Signals.Seeing;

/// <summary>How a run ends: where on the way it failed, if it did, and what was noticed.</summary>
internal sealed record Seen(ProbeStep? FailedAt, FailureClass? Failure, double Seconds = 0.2)
{
    public string Resolver { get; init; } = "10.0.0.2:53";

    /// <summary>Null: one of its own.</summary>
    public string? Address { get; init; }

    public string? Issuer { get; init; }

    public string? Redirect { get; init; }

    public string? Likeness { get; init; }

    public static Seen Well { get; } = new(null, null);

    public ProbeResult Of(PlannedProbe probe, VantageId vantage, DateTimeOffset at)
    {
        var number = probe.Target.ToString().Aggregate(7, (sum, letter) => ((sum * 31) + letter) % 60_000);
        var address = FailedAt == ProbeStep.Names && Address is null ? null : Address ?? string.Create(CultureInfo.InvariantCulture, $"8.{number / 250}.{number % 250}.7");
        var part = TimeSpan.FromMilliseconds(20);
        TimeSpan? Until(ProbeStep step) => FailedAt is null || FailedAt > step ? part : null;
        return new ProbeResult
        {
            Target = probe.Target,
            Probe = probe.Id,
            Vantage = vantage,
            At = at.AddSeconds(Seconds),
            Elapsed = TimeSpan.FromSeconds(Seconds),
            Interval = probe.Interval,
            Failure = Failure,
            Address = probe.Check is ProbeCheck.Lookup ? "10.0.0.2" : address,
            Phases = probe.Check is ProbeCheck.Lookup ? new(part, null, null, null, null) : new(Until(ProbeStep.Names), Until(ProbeStep.Connect), Until(ProbeStep.Secure), Until(ProbeStep.Answer), null),
            Marks = new ProbeMarks(Resolver, probe.Check is ProbeCheck.Lookup ? address : null, Issuer, Redirect, Likeness),
        };
    }
}
