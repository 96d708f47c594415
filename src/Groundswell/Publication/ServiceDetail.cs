using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Publication;

/// <summary>One service as its own page shows it.</summary>
public sealed record ServiceDetail
{
    public required Service Service { get; init; }

    public required ServiceSummary Summary { get; init; }

    /// <summary>The last 24 hours in steps of 5 minutes.</summary>
    public required ChartSeries Day { get; init; }

    /// <summary>The last 7 days in steps of 30 minutes.</summary>
    public required ChartSeries Week { get; init; }

    /// <summary>Reports in the last 24 hours by symptom, most first.</summary>
    public required IReadOnlyList<SymptomTally> Symptoms { get; init; }

    /// <summary>Reports in the last 24 hours by country, most first; at most 20.</summary>
    public required IReadOnlyList<RegionTally> Regions { get; init; }

    /// <summary>Newest first; at most 50.</summary>
    public required IReadOnlyList<Incident> Incidents { get; init; }
}
