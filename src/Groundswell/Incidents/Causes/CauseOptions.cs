namespace Groundswell.Incidents.Causes;

/// <summary>When a named cause becomes an incident, what joins it, and when it is over.</summary>
public sealed record CauseOptions
{
    public static CauseOptions Default { get; } = new();

    /// <summary>A cause is named in public from this probability on, in two runs one after the other. Default 0.8.</summary>
    public double NameFrom { get; init; } = 0.8;

    /// <summary>An incident is renamed only after a cause that has been likelier, by this much, for long enough. Default 0.2.</summary>
    public double ReviseMargin { get; init; } = 0.2;

    /// <summary>Long enough is half as long as the name had stood, but never less than this. Default 1 minute.</summary>
    public TimeSpan ReviseAfterAtLeast { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>… and never more than this. Default 15 minutes.</summary>
    public TimeSpan ReviseAfterAtMost { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A service joins where the cause explains it with this probability. Default 0.5.</summary>
    public double JoinFrom { get; init; } = 0.5;

    /// <summary>A service may be down for so long after what took it down works again. Default 2 hours.</summary>
    public TimeSpan Tail { get; init; } = TimeSpan.FromHours(2);

    /// <summary>It leaves where no cause has explained it for so long while it is down. Default 15 minutes.</summary>
    public TimeSpan LeaveAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The explanation is renewed at most once in this time, unless the cause itself changes. Default 5 minutes.</summary>
    public TimeSpan ExplainEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>… and where the probability has been off by this much the same way for <see cref="ExplainAfter"/>, evidence is of a kind not told yet, or many more services are down. Default 0.1.</summary>
    public double ExplainChange { get; init; } = 0.1;

    /// <summary>Default 15 minutes.</summary>
    public TimeSpan ExplainAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A wave is this part of the incident's services, and never less than <see cref="WaveServices"/>. Default 0.05.</summary>
    public double WaveShare { get; init; } = 0.05;

    /// <summary>Default 3.</summary>
    public int WaveServices { get; init; } = 3;

    /// <summary>Half an hour in which a wave's first services must fall. Default 30 minutes.</summary>
    public TimeSpan WaveWithin { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A service of the incident that fails again within this time, or a component that was taken down by it, is still a part of it. Default 12 hours.</summary>
    public TimeSpan Aftermath { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Over after so long without a service that is down or coming back: those have waited themselves. Default 1 minute.</summary>
    public TimeSpan ResolveAfter { get; init; } = TimeSpan.FromMinutes(1);
}
