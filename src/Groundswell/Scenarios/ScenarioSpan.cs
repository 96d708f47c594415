namespace Groundswell.Scenarios;

/// <summary>A part of the played time; its end is left out.</summary>
public readonly record struct ScenarioSpan(DateTimeOffset From, DateTimeOffset To)
{
    public bool Contains(DateTimeOffset time) => time >= From && time < To;
}
