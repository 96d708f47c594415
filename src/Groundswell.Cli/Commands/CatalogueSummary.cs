namespace Groundswell.Cli.Commands;

/// <summary>How much a catalogue holds.</summary>
internal sealed record CatalogueSummary
{
    public required int Services { get; init; }

    public required int Categories { get; init; }

    public required int Symptoms { get; init; }

    public required int Providers { get; init; }

    public required int Components { get; init; }

    public required int ServiceDependencies { get; init; }

    public required int ComponentDependencies { get; init; }

    /// <summary>Each dependency counts once, under the surest of its evidence.</summary>
    public required IReadOnlyDictionary<string, int> DependenciesBySurestEvidence { get; init; }

    /// <summary>Dependencies assumed in part: that the supplier is used may be stated, which of its components guessed.</summary>
    public required int PartlyAssumed { get; init; }

    /// <summary>That entries name themselves.</summary>
    public required int Probes { get; init; }

    /// <summary>That host names imply.</summary>
    public required int ImpliedProbes { get; init; }

    public required int HolidayCountries { get; init; }

    /// <summary>Entries, not days: Christmas Day of one country is one.</summary>
    public required int PublicHolidays { get; init; }

    public required int CustomHolidays { get; init; }
}
