using Groundswell.Catalogue;
using Groundswell.Detection;

namespace Groundswell.Incidents;

/// <summary>Where and what an incident affects, cut to what a reader takes in.</summary>
internal static class IncidentScope
{
    private const int MostRegions = 12;
    private const int MostSymptoms = 5;

    // A symptom below a tenth of the excess is the usual background of wrong choices in a form.
    private const double LeastSymptomShare = 0.1;

    /// <summary>Regions that are down themselves; where none is, those that are suspect.</summary>
    public static IReadOnlyList<RegionId> RegionsOf(ServiceAssessment assessment)
    {
        var down = assessment.Regions.Where(r => r.State == SeriesState.Down).ToList();
        return [.. (down.Count > 0 ? down : assessment.Regions).Select(r => r.Region).Distinct().Take(MostRegions)];
    }

    public static IReadOnlyList<SymptomId> SymptomsOf(ServiceAssessment assessment) =>
        [.. assessment.Symptoms.Where(s => s.Share >= LeastSymptomShare).Select(s => s.Symptom).Distinct().Take(MostSymptoms)];

    /// <summary>True if something new is affected, or more than half of what was affected no longer is. A new order is no news.</summary>
    public static bool IsNews<T>(IReadOnlyList<T> before, IReadOnlyList<T> now) =>
        now.Count > 0 && (now.Except(before).Any() || 2 * now.Intersect(before).Count() < before.Count);
}
