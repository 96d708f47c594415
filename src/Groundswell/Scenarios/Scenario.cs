using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>A day to play: what is usual, what fails, who spams, and what the node is expected to find. Made by <see cref="ScenarioParser"/>.</summary>
public sealed record Scenario
{
    public required string Name { get; init; }

    /// <summary>Begin of the played part, a whole minute, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long it is played, in whole minutes.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Quiet time before the start, in whole minutes; the node learns from it.</summary>
    public required TimeSpan History { get; init; }

    public required long Seed { get; init; }

    /// <summary>Part of the full volume that is sent; above 0. Change it with <c>with</c>.</summary>
    public required double Scale { get; init; }

    /// <summary>Further reports, as a share, by people who have just reported the same service.</summary>
    public double RepeatShare { get; init; }

    /// <summary>An incident that begins so long after the last report of an outage still belongs to it.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(30);

    public required IReadOnlyList<ScenarioService> Services { get; init; }

    public required IReadOnlyList<ScenarioOutage> Outages { get; init; }

    public required IReadOnlyList<ScenarioStray> Strays { get; init; }

    public required IReadOnlyList<ScenarioSpam> Spams { get; init; }

    /// <summary>Reports above the usual that are no outage.</summary>
    public IReadOnlyList<ScenarioSurge> Surges { get; init; } = [];

    /// <summary>Reports that come in heaps and are usual.</summary>
    public IReadOnlyList<ScenarioBurst> Bursts { get; init; } = [];

    /// <summary>When reports do not reach the node.</summary>
    public IReadOnlyList<ScenarioLull> Lulls { get; init; } = [];

    /// <summary>Services that are probed, besides those whose probes fail at some time.</summary>
    public IReadOnlyList<ServiceId> Probed { get; init; } = [];

    /// <summary>When vantages have lost their own way out.</summary>
    public IReadOnlyList<ScenarioBlindness> Blindnesses { get; init; } = [];

    /// <summary>From how many places probes run, once a minute; 0 where nobody probes.</summary>
    public int Vantages { get; init; }

    /// <summary>Part of the probes that time out though nothing is wrong.</summary>
    public double MissShare { get; init; }

    public IReadOnlyList<ScenarioComponent> Components { get; init; } = [];

    public IReadOnlyList<ScenarioNeed> Needs { get; init; } = [];

    public IReadOnlyList<ScenarioFailure> Failures { get; init; } = [];

    public IReadOnlyList<ScenarioNotice> Notices { get; init; } = [];

    public required IReadOnlyList<ScenarioExpectation> Expectations { get; init; }

    public DateTimeOffset End => Start + Length;

    /// <summary>When each service truly fails, by service and time.</summary>
    public IReadOnlyList<ScenarioTruth> Truths()
    {
        var truths = new List<ScenarioTruth>();
        foreach (var outage in Outages.OrderBy(o => o.Service).ThenBy(o => o.From))
        {
            if (truths.Count > 0 && truths[^1] is var last && last.Service == outage.Service && outage.From <= last.To)
            {
                truths[^1] = last with { To = Later(last.To, outage.To), Faded = Later(last.Faded, outage.Faded) };
            }
            else
            {
                truths.Add(new ScenarioTruth(outage.Service, outage.From, outage.To, outage.Faded));
            }
        }

        return truths;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
